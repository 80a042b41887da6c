import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AttemptState,
  type Failure,
  plannedAttempt,
  rankOf,
  type StatusReport,
  startAttempt,
} from "./delivery-status.ts";
import { type Answer, joinAnswer, joinStatus } from "./join-status.ts";

const paused: Failure = { reason: "template-paused", code: "132015", detail: null };
const unreachable: Failure = { reason: "not-on-whatsapp", code: "131026", detail: "Message undeliverable" };
const windowClosed: Failure = { reason: "window", code: null, detail: null };

const started = startAttempt(0);
const join = (reports: readonly StatusReport[], from: AttemptState = started): AttemptState =>
  reports.reduce(joinStatus, from);
/** Reports one second apart, in the order given. */
const told = (...statuses: string[]): StatusReport[] =>
  statuses.map((status, index) => ({
    status,
    at: (index + 1) * 1_000,
    ...(status === "failed" ? { failure: unreachable } : {}),
  }));

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) {
    return [[]];
  }
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}

describe("L8 examples", () => {
  it.each<[string, string[], string, boolean]>([
    ["read · delivered, sent", ["read", "delivered", "sent"], "read", false],
    ["failed · delivered", ["failed", "delivered"], "delivered", true],
    ["delivered · failed", ["delivered", "failed"], "delivered", true],
    ["failed · sent", ["failed", "sent"], "failed", false],
    ["unknown · sent", ["unknown", "sent"], "sent", false],
    ["held · failed", ["held", "failed"], "failed", false],
    ["sent · sent", ["sent", "sent"], "sent", false],
    ["expired · read", ["expired", "read"], "read", false],
    ["D14 sent after read", ["read", "sent"], "read", false],
    ["mail: sent · delayed · failed (a bounce)", ["sent", "delayed", "failed"], "failed", false],
    ["voice: sent · delivered · read · played", ["sent", "delivered", "read", "played"], "played", false],
  ])("L8 %s → %s", (_, statuses, end, hasRemark) => {
    const state = join(told(...statuses));
    expect(state.status).toBe(end);
    expect(state.remark).toEqual(hasRemark ? unreachable : null);
  });
});

describe("L2 an error and a delivery of the same attempt", () => {
  it("failed after sent is failed, with its reason and time", () => {
    const state = join(told("sent", "failed"));
    expect(state).toMatchObject({
      status: "failed",
      failure: unreachable,
      remark: null,
      sentAt: 1_000,
      failedAt: 2_000,
    });
  });

  it.each(["delivered", "read", "played"])(
    "failed after %s keeps the state and leaves a remark",
    (reached) => {
      expect(join(told(reached, "failed"))).toMatchObject({
        status: reached,
        failure: null,
        remark: unreachable,
      });
    },
  );

  it("delivered after failed comes to the same as failed after delivered", () => {
    const reports = told("failed", "delivered");
    expect(join(reports)).toEqual(join(reports.toReversed()));
  });

  it("failed without a reason still has one, so that the screen can say something", () => {
    expect(join([{ status: "failed", at: 1 }]).failure).toEqual({
      reason: "unknown",
      code: null,
      detail: null,
    });
  });

  it("L8 held, then failed 132015: the reason is that of the end", () => {
    const held = join([{ status: "held", at: 1 }]);
    expect(held.failure?.reason).toBe("template-held");
    expect(joinStatus(held, { status: "failed", at: 2, failure: paused })).toMatchObject({
      status: "failed",
      failure: paused,
      heldAt: 1,
    });
  });

  it("the reason for waiting goes when the message goes", () => {
    expect(join(told("held", "sent"))).toMatchObject({ status: "sent", failure: null, remark: null });
    expect(join(told("sent", "delayed", "delivered"))).toMatchObject({
      status: "delivered",
      failure: null,
      remark: null,
    });
  });
});

describe("L3 L4 what is kept", () => {
  it("missing times are never invented", () => {
    expect(join(told("read"))).toMatchObject({
      status: "read",
      sentAt: null,
      deliveredAt: null,
      readAt: 1_000,
    });
  });

  it("of duplicates the earliest time counts, whichever comes first", () => {
    const late: StatusReport = { status: "delivered", at: 9_000 };
    const early: StatusReport = { status: "delivered", at: 3_000 };
    expect(join([late, early]).deliveredAt).toBe(3_000);
    expect(join([early, late]).deliveredAt).toBe(3_000);
  });

  it.each(["deleted", "warning", "some_future_status", ""])(
    "L4 the unknown status %j changes nothing",
    (status) => {
      const state = join(told("sent", "delivered"));
      expect(joinStatus(state, { status, at: 5_000, failure: unreachable })).toBe(state);
    },
  );
});

describe("L1 expired for the window", () => {
  const expired = joinStatus(plannedAttempt, { status: "expired", at: 1, failure: windowClosed });

  it("is reached from queued", () => {
    expect(expired).toMatchObject({ status: "expired", failure: windowClosed });
  });

  it.each(["sent", "failed", "delivered", "read"])(
    "a status %s for it is an alarm, not a state",
    (status) => {
      expect(joinStatus(expired, { status, at: 2 })).toBe(expired);
    },
  );

  it.each(["sending", "unknown", "sent", "delivered"])("is not reached from %s: a call exists", (status) => {
    const state = join([{ status, at: 1 }]);
    expect(joinStatus(state, { status: "expired", at: 2, failure: windowClosed })).toBe(state);
  });
});

describe("the answer of the call", () => {
  it("accepted is sent, and the time of acceptance is ours, not that of a status", () => {
    expect(joinAnswer(started, { kind: "accepted", at: 500 })).toEqual({
      ...started,
      status: "sent",
      acceptedAt: 500,
    });
  });

  it("held for quality waits with its reason", () => {
    expect(joinAnswer(started, { kind: "held", at: 500 })).toMatchObject({
      status: "held",
      acceptedAt: 500,
      heldAt: 500,
      failure: { reason: "template-held" },
    });
  });

  it("refused is failed with the reason of the provider", () => {
    expect(joinAnswer(started, { kind: "refused", at: 500, failure: paused })).toMatchObject({
      status: "failed",
      failedAt: 500,
      failure: paused,
    });
  });

  it("L7 a lost answer is unknown until a status says more", () => {
    const lost = joinAnswer(started, { kind: "lost", at: 500 });
    expect(lost).toMatchObject({ status: "unknown", failure: { reason: "lost-answer" } });
    expect(joinStatus(lost, { status: "sent", at: 900 })).toMatchObject({ status: "sent", failure: null });
  });

  it.each<[string, Answer]>([
    ["accepted", { kind: "accepted", at: 500 }],
    ["held", { kind: "held", at: 500 }],
    ["lost", { kind: "lost", at: 500 }],
  ])("D14 F5 a status that came before the answer %s is not undone by it", (_, answer) => {
    const reports = told("delivered", "sent");
    const after = join(reports, joinAnswer(started, answer));
    expect(after.status).toBe("delivered");
    expect(joinAnswer(join(reports), answer)).toEqual(after);
  });
});

const failures: Failure[] = [unreachable, paused, { ...unreachable, detail: null }];
const report: fc.Arbitrary<StatusReport> = fc
  .record({
    status: fc.constantFrom(
      "queued",
      "sending",
      "unknown",
      "held",
      "sent",
      "delayed",
      "expired",
      "failed",
      "delivered",
      "read",
      "played",
      "deleted",
    ),
    at: fc.integer({ min: 1, max: 3 }),
    failure: fc.option(fc.constantFrom(...failures), { nil: undefined }),
  })
  .map(({ status, at, failure }) => (failure === undefined ? { status, at } : { status, at, failure }));

describe("F4 any order and any duplicates of the same statuses come to the same end", () => {
  it("all permutations of sent, delivered, read, played, failed, each of them once and with one repeated", () => {
    const statuses = told("sent", "delivered", "read", "failed", "played");
    const end = join(statuses);
    expect(end).toMatchObject({ status: "played", remark: unreachable });
    for (const order of permutations(statuses)) {
      expect(join(order)).toEqual(end);
      expect(join([...order, ...order.slice(0, 1)])).toEqual(end);
    }
  });

  it("all permutations of every subset of the statuses of WhatsApp", () => {
    const statuses = told("held", "sent", "failed", "delivered", "read", "expired");
    for (let chosen = 0; chosen < 2 ** statuses.length; chosen += 1) {
      const subset = statuses.filter((_, index) => (chosen & (2 ** index)) !== 0);
      const end = join(subset);
      for (const order of permutations(subset)) {
        expect(join(order)).toEqual(end);
      }
    }
  });

  it("any reports, shuffled and repeated, from any start", () => {
    const reports = fc.array(report, { minLength: 1, maxLength: 7 });
    const shuffles = reports.chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc.shuffledSubarray(given, { minLength: given.length }),
        fc.array(fc.constantFrom(...given), { maxLength: 4 }),
        fc.constantFrom(started, plannedAttempt),
      ),
    );
    fc.assert(
      fc.property(shuffles, ([given, shuffled, repeated, from]) => {
        expect(join([...shuffled, ...repeated], from)).toEqual(join(given, from));
      }),
      { numRuns: 2_000 },
    );
  });

  it("the rank never goes back", () => {
    fc.assert(
      fc.property(fc.array(report, { maxLength: 8 }), report, (reports, next) => {
        const before = join(reports);
        expect(rankOf(joinStatus(before, next).status)).toBeGreaterThanOrEqual(rankOf(before.status));
      }),
    );
  });

  it("the answer of the call may come at any place between the statuses", () => {
    const answer = fc.constantFrom<Answer>(
      { kind: "accepted", at: 2 },
      { kind: "held", at: 2 },
      { kind: "refused", at: 2, failure: paused },
      { kind: "lost", at: 2 },
    );
    fc.assert(
      fc.property(fc.array(report, { maxLength: 6 }), answer, fc.nat(), (reports, given, place) => {
        const index = place % (reports.length + 1);
        const between = join(reports.slice(index), joinAnswer(join(reports.slice(0, index)), given));
        expect(between).toEqual(join(reports, joinAnswer(started, given)));
      }),
    );
  });
});
