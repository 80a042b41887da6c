import { expect, it } from "vitest";
import { hourMs, minuteMs } from "./time.ts";
import { urgencyOf } from "./window-left.ts";

it.each([
  [24 * hourMs, "calm"],
  [2 * hourMs, "calm"],
  [2 * hourMs - 1, "soon"],
  [15 * minuteMs, "soon"],
  [15 * minuteMs - 1, "last"],
  [0, "last"],
] as const)("with %i ms left a window is %s", (leftMs, urgency) => {
  expect(urgencyOf(leftMs)).toBe(urgency);
});
