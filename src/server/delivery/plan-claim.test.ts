import { describe, expect, it } from "vitest";
import { numberLimit } from "#domain/limits.ts";
import { hourMs, minuteMs } from "#domain/time.ts";
import {
  type DueMessage,
  horizonMs,
  keepNear,
  type LimitState,
  numberScope,
  planClaim,
} from "./plan-claim.ts";

const now = Date.UTC(2026, 2, 10, 17, 16);
const startsAt = Date.UTC(2026, 10, 23, 1);

const interval = numberLimit.intervalMs;
const withinHorizon = Math.floor(horizonMs / interval) + 1;

const text: DueMessage = {
  messageId: "m",
  channelId: "c",
  lane: "maria",
  kind: "text",
  isRetry: false,
  hasWindow: true,
  window: { lastCustomerMessageAt: now - hourMs, refusedAttemptAt: null },
  templateStatus: null,
  restrictions: [],
  isUnwanted: false,
  recheck: null,
  destination: { kind: "to", value: "+34600900001", name: null },
  needsPhone: false,
  numberLimit,
};

function lanes(count: number, change: Partial<DueMessage> = {}): DueMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    ...text,
    messageId: `m${index}`,
    lane: `lane ${index}`,
    ...change,
  }));
}

function plan(due: readonly DueMessage[], limits: readonly LimitState[] = []) {
  return planClaim({ due, limits, startsAt, now });
}

describe("slots of one number (F12)", () => {
  const paused = { channelId: "c", scope: numberScope, arrivalAt: startsAt + 10_000 };

  it("lie a little more than 1/80 s apart, and only as far ahead as the horizon", () => {
    const { taken, nextSlotAt } = plan(lanes(100));
    expect(taken).toHaveLength(withinHorizon);
    expect(taken.map(({ slotAt }) => slotAt - startsAt).slice(0, 3)).toEqual([
      0,
      expect.closeTo(interval, 2),
      expect.closeTo(2 * interval, 2),
    ]);
    expect(nextSlotAt).toBeCloseTo(startsAt + withinHorizon * interval, 2);
  });

  it("go on where the last claim, of any process, ended", () => {
    const first = plan(lanes(5));
    const second = plan(lanes(5), first.limits);
    expect(second.taken[0]?.slotAt).toBeCloseTo(startsAt + 5 * interval, 2);
  });

  it("a number that was told to pause takes nothing until the pause is over", () => {
    const { taken, nextSlotAt, limits } = plan(lanes(3), [paused]);
    expect(taken).toEqual([]);
    expect(limits).toEqual([]);
    expect(nextSlotAt).toBe(startsAt + 10_000);
  });

  it("a full number holds up no other one", () => {
    const due = [...lanes(3), { ...text, channelId: "other" }];
    expect(plan(due, [paused]).taken.map(({ message }) => message.channelId)).toEqual(["other"]);
  });

  it("heads that surely find no slot are not even loaded", () => {
    const due = lanes(100);
    const kept = keepNear(due, [], startsAt);
    expect(kept).toHaveLength(withinHorizon + 1);
    expect(plan(kept)).toMatchObject({ taken: plan(due).taken, nextSlotAt: plan(due).nextSlotAt });
    expect(keepNear(due, [paused], startsAt)).toHaveLength(1);
  });

  it("a mailbox has no slots", () => {
    const due = lanes(50, { kind: "email", hasWindow: false, window: null, numberLimit: null });
    expect(plan(due).taken.every(({ slotAt }) => slotAt === startsAt)).toBe(true);
  });
});

describe("slots of one customer (F13)", () => {
  it("45 at once, the next waits 6 s, and takes no slot of the number", () => {
    let limits: LimitState[] = [];
    for (let index = 0; index < 45; index += 1) {
      const planned = plan([text], limits);
      expect(planned.taken).toHaveLength(1);
      limits = planned.limits.filter(({ scope }) => scope === "maria");
    }
    const planned = plan([text], limits);
    expect(planned.taken).toEqual([]);
    expect(planned.postponed).toEqual([{ message: text, availableAt: startsAt + 6_000 }]);
    expect(planned.limits).toEqual([]);
  });

  it("others do not wait for them", () => {
    const limits = [{ channelId: "c", scope: "maria", arrivalAt: startsAt + 60 * minuteMs }];
    expect(plan([text, { ...text, lane: "ana" }], limits).taken).toHaveLength(1);
  });
});

describe("what changed while a message waited", () => {
  it.each<[string, Partial<DueMessage>, string]>([
    [
      "the window closed (F14, W10)",
      { window: { lastCustomerMessageAt: now - 24 * hourMs, refusedAttemptAt: null } },
      "window",
    ],
    [
      "WhatsApp closed the window (W9)",
      { window: { lastCustomerMessageAt: now - hourMs, refusedAttemptAt: now - 1 } },
      "window",
    ],
    ["there never was a window", { window: null }, "window"],
    ["the template was paused (F29)", { kind: "template", templateStatus: "paused" }, "template-paused"],
    [
      "the template was disabled (F29)",
      { kind: "template", templateStatus: "disabled" },
      "template-disabled",
    ],
    [
      "the customer stopped marketing since",
      { kind: "template", templateStatus: "approved", isUnwanted: true },
      "marketing-stopped",
    ],
    [
      "WhatsApp restricts what the business begins since (§4.8)",
      {
        kind: "template",
        templateStatus: "approved",
        window: null,
        restrictions: [{ kind: "restricted_biz_initiated_messaging", until: now + 1 }],
      },
      "account-restricted",
    ],
    [
      "WhatsApp restricts answers since (§4.8)",
      { restrictions: [{ kind: "restricted_customer_initiated_messaging", until: null }] },
      "account-restricted",
    ],
    ["the template was deleted (F29)", { kind: "template", templateStatus: null }, "template-missing"],
    [
      "the template went back to review (F29)",
      { kind: "template", templateStatus: "pending" },
      "template-missing",
    ],
    ["the customer's address is gone", { destination: null }, "invalid"],
    [
      "the template needs a phone that is gone",
      { kind: "template", templateStatus: "approved", destination: null, needsPhone: true },
      "phone-needed",
    ],
  ])("%s", (_, change, reason) => {
    const { taken, withdrawn } = plan([{ ...text, ...change }]);
    expect(taken).toEqual([]);
    expect(withdrawn).toMatchObject([{ reason }]);
  });

  it.each<[string, Partial<DueMessage>]>([
    ["a template inside the window: it answers", {}],
    [
      "a template after the restriction has ended",
      { window: null, restrictions: [{ kind: "restricted_biz_initiated_messaging", until: now }] },
    ],
  ])("a restriction of what the business begins lets pass %s", (_, change) => {
    const restrictions = [{ kind: "restricted_biz_initiated_messaging", until: null }];
    const template = { ...text, kind: "template", templateStatus: "approved", restrictions };
    expect(plan([{ ...template, ...change }]).taken).toHaveLength(1);
  });

  it("1 ms before closing it still goes, at closing it does not (W10)", () => {
    const closes = (inMs: number) => ({
      lastCustomerMessageAt: now - 24 * hourMs + inMs,
      refusedAttemptAt: null,
    });
    expect(plan([{ ...text, window: closes(1) }]).taken).toHaveLength(1);
    expect(plan([{ ...text, window: closes(0) }]).taken).toEqual([]);
  });

  it("a person may try once more what WhatsApp refused, while our clock says open (W9, D7)", () => {
    const refused = { lastCustomerMessageAt: now - hourMs, refusedAttemptAt: now - 1 };
    expect(plan([{ ...text, isRetry: true, window: refused }]).taken).toHaveLength(1);
    const over = { lastCustomerMessageAt: now - 24 * hourMs, refusedAttemptAt: now - 1 };
    expect(plan([{ ...text, isRetry: true, window: over }]).taken).toEqual([]);
  });

  it("a template and a mail ask for no window", () => {
    const template = { ...text, kind: "template", templateStatus: "approved", window: null };
    const mail = { ...text, kind: "email", hasWindow: false, window: null, numberLimit: null };
    expect(plan([template, { ...mail, lane: "mail" }]).taken).toHaveLength(2);
  });

  const recheck = { isRuleOn: true, hasPersonWrittenSince: false, inboundSentAt: now - minuteMs };
  it.each<[string, Partial<DueMessage>]>([
    ["the rule was switched off", { recheck: { ...recheck, isRuleOn: false } }],
    ["a person wrote", { recheck: { ...recheck, hasPersonWrittenSince: true } }],
    ["the question is 10 minutes old", { recheck: { ...recheck, inboundSentAt: now - 10 * minuteMs - 1 } }],
    ["the window closed", { recheck, window: null }],
  ])("an automatic answer is overtaken when %s (R11)", (_, change) => {
    expect(plan([{ ...text, ...change }]).withdrawn).toMatchObject([{ reason: "superseded" }]);
    expect(plan([{ ...text, recheck }]).taken).toHaveLength(1);
  });
});
