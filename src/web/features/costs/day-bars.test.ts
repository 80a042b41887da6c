import { expect, it } from "vitest";
import { dayBars } from "./day-bars.ts";

const group = {
  name: null,
  currency: "USD",
  confirmed: "0.000000",
  estimated: "0.000000",
  adjustment: "0.000000",
};
const counts = { messages: 1, unpriced: 0 };

it("has a bar for each day and currency, with the bill's difference in what is confirmed", () => {
  const groups = [
    {
      ...group,
      ...counts,
      key: "2026-03-01",
      confirmed: "0.020000",
      estimated: "0.010000",
      adjustment: "-0.005000",
    },
    { ...group, ...counts, key: "2026-03-03", adjustment: "-0.005000" },
    { ...group, ...counts, key: "2026-03-02", currency: "EUR", confirmed: "1.000000" },
  ];
  const { currencies, charts } = dayBars({ from: "2026-03-01", to: "2026-03-03", groups });
  expect(currencies).toEqual(["EUR", "USD"]);
  expect(charts.USD).toEqual([
    { day: "2026-03-01", confirmed: 15_000, estimated: 10_000, total: 25_000 },
    { day: "2026-03-02", confirmed: 0, estimated: 0, total: 0 },
    { day: "2026-03-03", confirmed: 0, estimated: 0, total: 0 },
  ]);
  expect(charts.EUR?.map(({ total }) => total)).toEqual([0, 1_000_000, 0]);
});
