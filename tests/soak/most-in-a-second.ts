import { secondMs } from "#domain/time.ts";

/** The second with the most calls beyond what the limit lets through. */
export type BusiestSecond = { calls: number; allowed: number };

/** The first call of a process that has just been started takes its time between its slot and the wire. */
const longestTransitMs = 200;

/**
 * Looks at every second as the receiver sees it: the limit and one more may arrive in it, besides what was held up on its
 * way or because the receiver stood still (`stalledMs`). A limit that each of three processes counted alone would be passed
 * by far.
 */
export function busiestSecond(
  times: readonly number[],
  { perSecond, stalledMs }: { perSecond: number; stalledMs(from: number, to: number): number },
): BusiestSecond {
  const sorted = times.toSorted((a, b) => a - b);
  let busiest: BusiestSecond = { calls: 0, allowed: perSecond + 1 };
  let end = 0;
  for (const [start, at] of sorted.entries()) {
    while (end < sorted.length && (sorted[end] ?? 0) < at + secondMs) {
      end += 1;
    }
    const calls = end - start;
    const heldUpMs = longestTransitMs + stalledMs(at, at + secondMs);
    const allowed = Math.floor(perSecond * (1 + heldUpMs / secondMs)) + 1;
    if (calls - allowed > busiest.calls - busiest.allowed) {
      busiest = { calls, allowed };
    }
  }
  return busiest;
}
