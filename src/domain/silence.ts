import { dayMs, type Instant } from "./time.ts";

/** So many days before its last sign of life tell the rhythm of a channel. */
export const rhythmDays = 14;

/** No channel counts as silent sooner than this. */
const leastMs = dayMs;
/** A pause is unusual when it is longer than so many times the longest one of the rhythm. */
const timesLongest = 4;

/**
 * From when on a channel is silent if nothing comes: a day after its last sign of life, or four times the longest pause
 * that its rhythm knows. Null: it was never used, or only once, so nobody knows what is usual.
 */
export function silentAfter({
  lastInboundAt,
  longestGapMs,
}: {
  lastInboundAt: Instant | null;
  longestGapMs: number | null;
}): Instant | null {
  return lastInboundAt === null || longestGapMs === null
    ? null
    : lastInboundAt + Math.max(leastMs, timesLongest * longestGapMs);
}

/** Whether nothing has come for unusually long: at the limit itself it has not. */
export function isSilent(after: Instant | null, now: Instant): boolean {
  return after !== null && now > after;
}
