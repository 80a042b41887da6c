import { expect, it } from "vitest";
import { monthBounds } from "./month.ts";

it.each([
  ["2026-03", "2026-03-01", "2026-04-01"],
  ["2026-09", "2026-09-01", "2026-10-01"],
  ["2026-12", "2026-12-01", "2027-01-01"],
])("the month %s runs from %s to before %s", (month, from, to) => {
  expect(monthBounds(month)).toEqual({ from, to });
});
