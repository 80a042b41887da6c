import { expect, it } from "vitest";
import { createClock } from "./clock.ts";

it("runs on from where it was put, forwards and backwards, and tells every jump", () => {
  const clock = createClock({ startAt: "2026-03-10T17:02:00Z" });
  const start = Date.parse("2026-03-10T17:02:00Z");
  const heard: number[] = [];
  const stop = clock.onChange((now) => heard.push(now));
  expect(clock.now() - start).toBeLessThan(60_000);
  expect(clock.advance(86_400_000)).toBeGreaterThanOrEqual(start + 86_400_000);
  expect(clock.set("2020-01-01T00:00:00Z")).toBeLessThan(Date.parse("2020-01-01T00:01:00Z"));
  stop();
  clock.advance(1);
  expect(heard).toHaveLength(2);
  expect(() => clock.set("tomorrow")).toThrow(RangeError);
  expect(() => clock.advance(Number.NaN)).toThrow(RangeError);
});

it("one that stands still moves only when it is moved, to the millisecond", () => {
  const clock = createClock({ startAt: "2026-03-10T17:02:00Z", standsStill: true });
  expect(clock.now()).toBe(Date.parse("2026-03-10T17:02:00Z"));
  expect(clock.set("2026-03-11T17:18:59.999Z")).toBe(clock.now());
  expect(clock.advance(1)).toBe(Date.parse("2026-03-11T17:19:00Z"));
});
