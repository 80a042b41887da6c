import { type Instant, secondMs } from "./time.ts";

/** A steady rate with a burst: one slot each `intervalMs`, `capacity` of them at once after a rest. */
export type RateLimit = { intervalMs: number; capacity: number };

/**
 * So much of a number's throughput is left unused: a call reaches Meta some ms sooner or later than planned, and two
 * processes know the time a little differently. With it such ms make no second that holds too many.
 */
const spare = 0.01;

/** What a number may send in a second, and the pace that keeps it. */
export type NumberLimit = RateLimit & { perSecond: number };

/** The pace of a number that may send so many messages a second. Capacity 1: no second holds two seconds' worth. */
export function numberPace(perSecond: number): NumberLimit {
  return { perSecond, intervalMs: secondMs / (perSecond * (1 - spare)), capacity: 1 };
}

/** The pace of a number with Meta's usual throughput, 80 messages a second. */
export const numberLimit: NumberLimit = numberPace(80);

/** Meta's limit of one number to one person: one message each 6 s, up to 45 at once borrowed from the future. */
export const pairLimit: RateLimit = { intervalMs: 6 * secondMs, capacity: 45 };

/**
 * The next free slot of a limit (generic cell rate algorithm). All that is remembered is the theoretical arrival time;
 * null when the limit was never used. It may have a fraction of a millisecond: rounding it would change the rate.
 */
export function decideSlot(question: RateLimit & { theoreticalArrivalAt: Instant | null; now: Instant }): {
  slotAt: Instant;
  theoreticalArrivalAt: Instant;
} {
  const { now, intervalMs, capacity } = question;
  const arrivalAt = Math.max(question.theoreticalArrivalAt ?? now, now);
  const slotAt = Math.max(now, arrivalAt - (capacity - 1) * intervalMs);
  return { slotAt, theoreticalArrivalAt: arrivalAt + intervalMs };
}

/** Closes a limit until `resumeAt`, without a burst then: the provider said that we are too fast (F12, F13). */
export function pauseLimit(
  question: RateLimit & { theoreticalArrivalAt: Instant | null; resumeAt: Instant },
): Instant {
  const resumed = question.resumeAt + (question.capacity - 1) * question.intervalMs;
  return Math.max(question.theoreticalArrivalAt ?? resumed, resumed);
}
