import type { SendOutcome } from "#channels/channel.ts";
import { secondMs } from "#domain/time.ts";
import type { Context } from "../context.ts";
import { reasonOf } from "../log.ts";
import type { Attempt } from "./attempt.ts";
import { callMs, decideCall } from "./decide-call.ts";
import type { Pacer, RealTime } from "./pacer.ts";
import type { Receipt } from "./receipt.ts";
import type { SlotDesk } from "./slot-desk.ts";

/** Calls providers: each attempt at its slot, once, and never outside its window. */
export type Dispatcher = {
  take(attempt: Attempt): void;
  /** Attempts whose receipt is not stored yet. */
  inHand(): number;
  /** Resolves when nothing is in hand. */
  settled(): Promise<void>;
};

const mostRedraws = 10;
/** A message whose new slot is further away goes back into the queue. */
const longestWaitMs = 2 * secondMs;

/** Makes the dispatcher of a process; `stop` ends calls that are still open, whose outcome is unknown then. */
export function createDispatcher(options: {
  ctx: Pick<Context, "now" | "log" | "meters">;
  time: RealTime;
  pacer: Pacer;
  desk: SlotDesk<Attempt>;
  submit(receipt: Receipt): Promise<void>;
  stop: AbortSignal;
}): Dispatcher {
  const { ctx, time, pacer, desk } = options;
  const inHand = new Set<Promise<void>>();

  async function deliver(attempt: Attempt): Promise<void> {
    const ended = await run(attempt);
    await options.submit({ attempt, at: ctx.now(), ...ended });
  }

  async function run(attempt: Attempt): Promise<Ended> {
    const slot = await waitForSlot(attempt);
    if (slot !== "go") {
      return { kind: "not-called", because: slot };
    }
    // From here to the call nothing is awaited: what is compared now is what the provider gets (P5, W10).
    const verdict = decideCall(attempt, { now: ctx.now(), localNow: time.now() });
    if (verdict !== "call") {
      return { kind: "not-called", because: verdict };
    }
    const outcome = await call(attempt);
    if (outcome.kind === "refused" && outcome.failure.reason === "throughput") {
      pacer.pause(attempt.channelId, time.now() + secondMs);
    }
    return { kind: "called", outcome };
  }

  async function waitForSlot(attempt: Attempt): Promise<"go" | "throughput" | "late"> {
    const { perSecond, channelId } = attempt;
    if (perSecond === null) {
      return "go";
    }
    const since = time.now();
    let at = attempt.slotAt;
    for (let draws = 0; draws <= mostRedraws; draws += 1) {
      if ((await pacer.wait({ number: channelId, at, perSecond })) === "go") {
        ctx.meters.waited("number", time.now() - since);
        return "go";
      }
      try {
        at = await desk.redraw(attempt);
      } catch (error) {
        ctx.log.warn({ reason: reasonOf(error) }, "No new slot could be drawn");
        return "late";
      }
      if (at > time.now() + longestWaitMs) {
        return "throughput";
      }
    }
    return "late";
  }

  async function call({ adapter, account, outbound }: Attempt): Promise<SendOutcome> {
    const signal = AbortSignal.any([AbortSignal.timeout(callMs), options.stop]);
    try {
      return await adapter.send(account, outbound, signal);
    } catch (error) {
      // An adapter answers with an outcome; whatever it throws may have happened after the request was written.
      ctx.log.error({ attemptId: outbound.attemptId, reason: reasonOf(error) }, "A channel failed to send");
      return { kind: "unknown", detail: error instanceof Error ? error.name : "Error" };
    }
  }

  return {
    take(attempt) {
      const delivered = deliver(attempt)
        .catch((error: unknown) => {
          const { attemptId } = attempt;
          ctx.log.error({ attemptId, reason: reasonOf(error) }, "A receipt could not be stored");
        })
        .finally(() => inHand.delete(delivered));
      inHand.add(delivered);
    },
    inHand: () => inHand.size,
    async settled() {
      while (inHand.size > 0) {
        await Promise.all(inHand);
      }
    },
  };
}

type Ended =
  | { kind: "called"; outcome: SendOutcome }
  | { kind: "not-called"; because: "window" | "throughput" | "late" };
