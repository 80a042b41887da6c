import { describe, expect, it } from "vitest";
import { forecastMonth } from "./forecast.ts";

const each = (from: number, to: number, amount: number, month = "2026-11") =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    day: `${month}-${String(from + index).padStart(2, "0")}`,
    amount,
  }));

describe("the forecast of a month", () => {
  it.each([
    ["the same every day", "2026-11-15", each(1, 14, 100), 3_000],
    [
      "today's part counts when it is more than a usual day",
      "2026-11-15",
      [...each(1, 14, 100), { day: "2026-11-15", amount: 400 }],
      3_300,
    ],
    [
      "and is filled up when it is less",
      "2026-11-15",
      [...each(1, 14, 100), { day: "2026-11-15", amount: 40 }],
      3_000,
    ],
    [
      "the month before tells what is usual on the first day",
      "2026-11-01",
      each(4, 31, 50, "2026-10"),
      1_500,
    ],
    ["days before the first cost are not taken for free ones", "2026-11-11", each(6, 10, 100), 2_500],
    [
      "more than 28 days ago does not count",
      "2026-11-30",
      [{ day: "2026-10-01", amount: 9_999 }, ...each(2, 29, 10)],
      290,
    ],
    ["a mean that is no whole number is rounded", "2026-11-04", [{ day: "2026-11-01", amount: 100 }], 1_000],
  ])("%s", (_name, today, days, expected) => {
    expect(forecastMonth({ today, days })).toBe(expected);
  });

  it.each([
    ["nothing is known", []],
    ["today alone is known", [{ day: "2026-11-15", amount: 100 }]],
  ])("is none while %s", (_name, days) => {
    expect(forecastMonth({ today: "2026-11-15", days })).toBeNull();
  });
});
