import type { Call } from "./bare/take-calls.ts";

const mostPerSecond = 80;

/** Calls per second between the start, when the code is not compiled yet, and the end, when some numbers are done. */
export function rateOf(calls: readonly Call[]): number {
  const counted = calls.slice(calls.length * 0.1, calls.length * 0.9);
  const ms = (counted.at(-1)?.at ?? 0) - (counted[0]?.at ?? 0);
  return Math.round(((counted.length - 1) * 1_000) / ms);
}

/** Every message was called for once: each has a text of its own. */
export function requireOnce(calls: readonly Call[], messages: number): void {
  const texts = new Set(calls.map(({ text }) => text));
  if (calls.length !== messages || texts.size !== messages) {
    throw new Error(`The numbers are void: ${calls.length} calls for ${texts.size} of ${messages} messages`);
  }
}

/** F12: no number had more than its limit and one in any second, and none more than 1 % above it on the whole. */
export function requireLimits(calls: readonly Call[]): void {
  for (const [number, own] of Map.groupBy(calls, (call) => call.number)) {
    const times = own.map(({ at }) => at).toSorted((a, b) => a - b);
    const early = times.filter((at, index) => at - (times[index - mostPerSecond - 1] ?? -Infinity) < 1_000);
    const perSecond = ((times.length - 1) * 1_000) / ((times.at(-1) ?? 0) - (times[0] ?? 0));
    if (early.length > 0 || perSecond > mostPerSecond * 1.01) {
      throw new Error(
        `The numbers are void: ${number} had ${perSecond}/s, and ${early.length} times more than ${mostPerSecond + 1} in a second`,
      );
    }
  }
}
