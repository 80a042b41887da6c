import { describe, expect, it } from "vitest";
import { findPrice } from "./bill.ts";
import { countries, findCountry, marketOf } from "./countries.ts";
import { startOfLocalDay } from "./local-days.ts";
import { publishedCards } from "./rate-cards.ts";
import { writeAmount } from "./sum-bill.ts";

const priceOf = (digits: string, category: string, date: string) =>
  findPrice(publishedCards, {
    currency: "USD",
    date,
    category,
    market: marketOf(findCountry(digits)?.country.code ?? "ZZ", date),
  });

describe("cards and markets (§1.10)", () => {
  it.each<[string, string, string, number | null]>([
    ["34600900001", "marketing", "2025-07-01", 61_500],
    ["34600900001", "marketing", "2026-06-30", 61_500],
    ["34600900001", "marketing", "2026-07-01", 70_700],
    ["34600900001", "utility", "2025-07-01", 20_000],
    ["34600900001", "service", "2026-10-01", 20_000],
    ["34600900001", "service", "2026-09-30", null],
    ["34600900001", "marketing", "2025-06-30", null],
    ["34600900001", "authentication_international", "2026-10-01", null],
    ["5215500000001", "marketing", "2025-07-01", 43_600],
    ["5215500000001", "marketing", "2025-10-01", 30_500],
    ["5215500000001", "marketing", "2026-10-01", 39_700],
    ["12125550100", "utility", "2025-07-01", 4_000],
    ["12125550100", "utility", "2026-06-30", 3_400],
    ["33600000001", "marketing", "2025-12-31", 143_200],
    ["33600000001", "marketing", "2026-01-01", 85_900],
    ["919900000001", "authentication_international", "2026-06-30", 28_000],
    ["919900000001", "authentication_international", "2026-07-01", 30_400],
    ["48500000001", "marketing", "2026-06-30", 86_000],
    ["48500000001", "marketing", "2026-07-01", 36_600],
    ["17870000001", "marketing", "2026-10-01", 74_000],
    ["12420000001", "marketing", "2026-10-01", 60_400],
    ["77010000001", "utility", "2026-06-30", 7_700],
    ["77010000001", "utility", "2026-10-01", 18_000],
    ["79120000001", "utility", "2026-10-01", 40_000],
    ["966500000001", "marketing", "2026-06-30", 45_500],
    ["966500000001", "marketing", "2026-07-01", 50_100],
    ["81900000001", "marketing", "2026-09-30", 73_200],
    ["81900000001", "marketing", "2026-10-01", 84_200],
    ["35400000001", "utility", "2026-10-01", 7_700],
  ])("%s %s on %s: %s", (digits, category, date, expected) => {
    expect(priceOf(digits, category, date)).toBe(expected);
  });

  it("every market of a country has a row on the card of October 2026, and 47 rows there are", () => {
    const rows = Object.keys(publishedCards[0]?.markets ?? {});
    const named = new Set(countries.flatMap((country) => country.markets.map(({ market }) => market)));
    expect([...named].filter((market) => !rows.includes(market))).toEqual([]);
    expect(rows.filter((market) => !named.has(market))).toEqual([]);
    expect(rows).toHaveLength(47);
  });
});

it("local days begin at midnight of the zone, also when the clocks change", () => {
  expect(new Date(startOfLocalDay("2026-10-25", "Europe/Madrid")).toISOString()).toBe(
    "2026-10-24T22:00:00.000Z",
  );
  expect(new Date(startOfLocalDay("2026-10-26", "Europe/Madrid")).toISOString()).toBe(
    "2026-10-25T23:00:00.000Z",
  );
  expect(new Date(startOfLocalDay("2026-03-29", "Europe/Madrid")).toISOString()).toBe(
    "2026-03-28T23:00:00.000Z",
  );
});

it.each([
  [0, "0.000000"],
  [7, "0.000007"],
  [247_800, "0.247800"],
  [-1_234_567, "-1.234567"],
])("%i millionths are %s", (millionths, text) => expect(writeAmount(millionths)).toBe(text));
