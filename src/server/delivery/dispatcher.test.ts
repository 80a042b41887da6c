import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { type ChannelAdapter, nobody, type SendOutcome } from "#channels/channel.ts";
import { testMeters } from "../../../tests/support/test-meters.ts";
import type { Attempt } from "./attempt.ts";
import { createDispatcher } from "./dispatcher.ts";
import type { Receipt } from "./receipt.ts";

const accepted: SendOutcome = { kind: "accepted", providerId: "w", held: false, recipient: nobody };
const closesAt = Date.UTC(2026, 2, 11, 17, 19);

/** A dispatcher whose slots, clock and provider are the test's. */
function start(given: {
  verdicts?: ("go" | "late")[];
  redraw?: () => Promise<number>;
  now?: number;
  realNow?: number;
  outcome?: SendOutcome;
}) {
  const { verdicts = ["go"], redraw = async () => 0, now = closesAt - 1, realNow = 0 } = given;
  const receipts: Receipt[] = [];
  const pauses: number[] = [];
  let calls = 0;
  const adapter = {
    kind: "whatsapp",
    send: async () => {
      calls += 1;
      return given.outcome ?? accepted;
    },
  } as Partial<ChannelAdapter> as ChannelAdapter;
  const dispatcher = createDispatcher({
    ctx: { now: () => now, log: pino({ level: "silent" }), meters: testMeters },
    time: { now: () => realNow, after: () => () => undefined },
    pacer: {
      wait: async () => verdicts.shift() ?? "late",
      pause: (_number, until) => pauses.push(until),
    },
    desk: { redraw },
    async submit(receipt) {
      receipts.push(receipt);
    },
    stop: new AbortController().signal,
  });
  const attempt = {
    adapter,
    closesAt,
    perSecond: 80,
    slotAt: 0,
    leaseEndsAt: 60_000,
  } as Partial<Attempt> as Attempt;
  return {
    async deliver() {
      dispatcher.take(attempt);
      await dispatcher.settled();
      const [receipt] = receipts;
      return { calls, pauses, receipt: receipt?.kind === "not-called" ? receipt.because : receipt?.kind };
    },
  };
}

describe("right before the call", () => {
  it.each([
    [closesAt - 1, "called", 1],
    [closesAt, "window", 0],
  ])("W10: the domain's clock at %i: %s", async (now, receipt, calls) => {
    expect(await start({ now }).deliver()).toMatchObject({ receipt, calls });
  });

  it.each([
    [30_000, "called", 1],
    [30_001, "late", 0],
  ])("a lease that ends before the call must is not used: %i", async (realNow, receipt, calls) => {
    expect(await start({ realNow }).deliver()).toMatchObject({ receipt, calls });
  });
});

describe("a missed slot", () => {
  it("is drawn anew, and the message goes at the new one", async () => {
    const dispatched = start({ verdicts: ["late", "late", "go"] });
    expect(await dispatched.deliver()).toMatchObject({ receipt: "called", calls: 1 });
  });

  it("that is missed again and again goes back into the queue", async () => {
    const verdicts = Array.from({ length: 20 }, () => "late" as const);
    expect(await start({ verdicts }).deliver()).toMatchObject({ receipt: "late", calls: 0 });
  });

  it("whose successor lies behind a pause goes back into the queue", async () => {
    const dispatched = start({ verdicts: ["late"], redraw: async () => 10_000 });
    expect(await dispatched.deliver()).toMatchObject({ receipt: "throughput", calls: 0 });
  });

  it("that can't be drawn anew goes back into the queue", async () => {
    const dispatched = start({ verdicts: ["late"], redraw: () => Promise.reject(new Error("away")) });
    expect(await dispatched.deliver()).toMatchObject({ receipt: "late", calls: 0 });
  });
});

it("F12: when the provider says that the number is too fast, slots that wait are drawn anew", async () => {
  const failure = { reason: "throughput", code: "130429", detail: null } as const;
  const outcome: SendOutcome = { kind: "refused", failure, retryable: true, retryAfterMs: null };
  expect(await start({ outcome }).deliver()).toMatchObject({ receipt: "called", pauses: [1_000] });
});
