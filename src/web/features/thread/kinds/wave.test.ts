import { expect, it } from "vitest";
import { barCount, barsOf } from "./wave.ts";

it("a sound becomes bars between nothing and its loudest moment", () => {
  const samples = Float32Array.from({ length: barCount * 10 }, (_, index) => (index < 10 ? 0.1 : -0.4));
  const bars = barsOf(samples);
  expect(bars).toHaveLength(barCount);
  expect(bars[0]).toBeCloseTo(0.25);
  expect(bars.slice(1).every((bar) => bar === 1)).toBe(true);
});

it("silence and nothing are flat", () => {
  expect(barsOf(new Float32Array(100)).every((bar) => bar === 0)).toBe(true);
  expect(barsOf(new Float32Array())).toHaveLength(barCount);
});
