import type { SendOutcome } from "#channels/channel.ts";
import type { FailureReason } from "#domain/delivery-status.ts";
import { hourMs, minuteMs, secondMs } from "#domain/time.ts";

/**
 * What follows from the provider's answer. `done`: the queue forgets the message. `retry`: surely not sent, once more
 * after a pause. `hold`: our number or mailbox does not work, so the message waits until a person mends it.
 */
export type AfterCall =
  | { kind: "done" }
  | { kind: "retry"; delayMs: number; pauseNumberMs: number | null }
  | { kind: "hold"; reason: FailureReason };

type Backoff = { mostTries: number; firstMs: number; factor: number; longestMs: number };

/** Meta's own advice for the pair limit is 4^n seconds (§7.1). */
const backoffs: Partial<Record<FailureReason, Backoff>> = {
  "pair-limit": { mostTries: 8, firstMs: secondMs, factor: 4, longestMs: 60 * minuteMs },
  throughput: { mostTries: 10, firstMs: secondMs, factor: 2, longestMs: minuteMs },
  connection: { mostTries: 12, firstMs: secondMs, factor: 2, longestMs: 5 * minuteMs },
};

/** Everything else that is transient: Meta says at most three times (§5.2). */
const usualBackoff: Backoff = { mostTries: 3, firstMs: 2 * secondMs, factor: 3, longestMs: 5 * minuteMs };

/** Whatever a provider asks for: a message never waits longer without a new try. */
const longestWaitMs = 24 * hourMs;

const holding = new Set<FailureReason>([
  "token",
  "permission",
  "number-not-registered",
  "number-deleted",
  "pin",
  "mailbox-login",
]);

/**
 * Decides after a call. Only what was surely not sent is tried again (P4); `tries` counts the calls before this one and
 * `chance` is a number in [0, 1) that spreads retries, so that they do not come back all at once.
 */
export function decideAfterCall(input: { outcome: SendOutcome; tries: number; chance: number }): AfterCall {
  const { outcome, tries, chance } = input;
  if (outcome.kind !== "refused") {
    return { kind: "done" };
  }
  const { reason } = outcome.failure;
  if (!outcome.retryable) {
    return holding.has(reason) ? { kind: "hold", reason } : { kind: "done" };
  }
  const backoff = backoffs[reason] ?? usualBackoff;
  if (tries + 1 > backoff.mostTries) {
    return { kind: "done" };
  }
  const pauseMs = Math.min(backoff.firstMs * backoff.factor ** tries, backoff.longestMs);
  const delayMs = Math.max(pauseMs * (1 + chance / 4), Math.min(outcome.retryAfterMs ?? 0, longestWaitMs));
  return { kind: "retry", delayMs, pauseNumberMs: reason === "throughput" ? delayMs : null };
}
