import { hourMs, minuteMs } from "./time.ts";

/** Less than this is left: soon over. */
export const soonOverMs = 2 * hourMs;
/** Less than this is left: about to close. */
export const lastChanceMs = 15 * minuteMs;

/** How pressing the time left of an open window is. */
export type Urgency = "calm" | "soon" | "last";

/** Below two hours a window is soon over, below a quarter of an hour it is the last chance. */
export function urgencyOf(leftMs: number): Urgency {
  if (leftMs < lastChanceMs) {
    return "last";
  }
  return leftMs < soonOverMs ? "soon" : "calm";
}
