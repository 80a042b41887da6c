import { describe, expect, it } from "vitest";
import { compareRateCards, rowsOf } from "./compare-rate-cards.ts";
import { isOddity, readRateCsv } from "./read-rate-csv.ts";

const head = "currency,effective_from,market,category,rate,tier_from,tier_to,source";
const file = (...lines: string[]) => readRateCsv([head, ...lines].join("\n"));
const good = "EUR,2026-10-01,Spain,utility,0.0170,,,invented";

describe("§1.10 a file of rates is read as cards", () => {
  it("one for each currency and date, rates in millionths, unknown ones null", () => {
    const { cards, problems } = file(
      good,
      "EUR,2026-10-01,Spain,marketing,n/a,,,invented",
      "EUR,2026-10-01,India,authentication-international,0.03,0,MAX,invented",
      "USD,2026-10-01,Spain,utility,0.02,,,another",
      "EUR,2024-01-01,Spain,service,0.01,,,old",
    );
    expect(problems).toEqual([]);
    expect(cards).toEqual([
      {
        currency: "EUR",
        effectiveFrom: "2026-10-01",
        unit: "message",
        source: "invented",
        rates: {
          Spain: { utility: 17_000, marketing: null },
          India: { authentication_international: 30_000 },
        },
      },
      {
        currency: "USD",
        effectiveFrom: "2026-10-01",
        unit: "message",
        source: "another",
        rates: { Spain: { utility: 20_000 } },
      },
      {
        currency: "EUR",
        effectiveFrom: "2024-01-01",
        unit: "conversation",
        source: "old",
        rates: { Spain: { service: 10_000 } },
      },
    ]);
  });

  it("§1.7 with volume tiers, in any order of the lines", () => {
    const { cards, problems } = file(
      "INR,2026-10-01,India,utility,0.10,25000001,MAX,invented",
      "INR,2026-10-01,India,utility,0.12,0,25000000,invented",
    );
    expect(problems).toEqual([]);
    expect(cards[0]).toMatchObject({
      rates: { India: { utility: 120_000 } },
      tiers: {
        India: {
          utility: [
            { from: 1, to: 25_000_000, rate: 120_000 },
            { from: 25_000_001, to: null, rate: 100_000 },
          ],
        },
      },
    });
  });

  it("from a spreadsheet in Spanish, with semicolons and decimal commas", () => {
    const text = `${head.replaceAll(",", ";")}\nEUR;2026-10-01;Spain;utility;0,0170;;;invented`;
    expect(readRateCsv(text)).toMatchObject({
      cards: [{ rates: { Spain: { utility: 17_000 } } }],
      problems: [],
    });
  });

  it("marks of Meta's own table behind a market are left out", () => {
    expect(file("USD,2026-10-01,Morocco*,utility,0.023,,,x").cards[0]?.rates).toEqual({
      Morocco: { utility: 23_000 },
    });
  });
});

describe("a file that is wrong says where and why", () => {
  it.each([
    ["no table", "", ["1 column-missing"]],
    ["a column is missing", "currency,market\nEUR,Spain", ["1 column-missing"]],
    ["no row", head, ["0 no-rows"]],
    ["currency", `${head}\neur,2026-10-01,Spain,utility,0.02,,,x`, ["2 currency-wrong"]],
    ["date", `${head}\nEUR,2026-02-30,Spain,utility,0.02,,,x`, ["2 date-wrong"]],
    ["market", `${head}\nEUR,2026-10-01,,utility,0.02,,,x`, ["2 market-missing"]],
    ["category", `${head}\nEUR,2026-10-01,Spain,news,0.02,,,x`, ["2 category-unknown"]],
    ["rate: a comma", `${head}\nEUR,2026-10-01,Spain,utility,"0,02",,,x`, ["2 rate-wrong"]],
    ["rate: negative", `${head}\nEUR,2026-10-01,Spain,utility,-0.02,,,x`, ["2 rate-wrong"]],
    ["rate: seven places", `${head}\nEUR,2026-10-01,Spain,utility,0.0200001,,,x`, ["2 rate-wrong"]],
    ["no source", `${head}\nEUR,2026-10-01,Spain,utility,0.02,,,`, ["2 source-missing"]],
    ["tier", `${head}\nEUR,2026-10-01,Spain,utility,0.02,x,,x`, ["2 tier-wrong"]],
    ["tier: ends before it begins", `${head}\nEUR,2026-10-01,Spain,utility,0.02,10,5,x`, ["2 tier-wrong"]],
    ["tier of marketing", `${head}\nEUR,2026-10-01,Spain,marketing,0.02,1,5,x`, ["2 no-tiers-here"]],
    ["a cell twice", `${head}\n${good}\n${good}`, ["3 twice"]],
    [
      "tiers that overlap",
      `${head}\nEUR,2026-10-01,Spain,utility,0.02,1,10,x\nEUR,2026-10-01,Spain,utility,0.01,10,MAX,x`,
      ["3 twice"],
    ],
    [
      "tiers with a gap",
      `${head}\nEUR,2026-10-01,Spain,utility,0.02,1,10,x\nEUR,2026-10-01,Spain,utility,0.01,12,MAX,x`,
      ["3 tiers-apart"],
    ],
    ["tiers that end", `${head}\nEUR,2026-10-01,Spain,utility,0.02,1,10,x`, ["2 tiers-apart"]],
  ])("%s", (_name, text, expected) => {
    const { problems } = readRateCsv(text);
    expect([...new Set(problems.map(({ line, code }) => `${line} ${code}`))]).toEqual(expected);
    expect(problems.some(isOddity)).toBe(false);
  });

  it("what is only odd does not stop it", () => {
    const { cards, problems } = file("EUR,2026-10-05,Atlantis,utility,0.02,,,x");
    expect(problems.map(({ code }) => code)).toEqual(["date-unusual", "market-unknown"]);
    expect(problems.every(isOddity)).toBe(true);
    expect(cards).toHaveLength(1);
  });
});

describe("the difference of two cards", () => {
  const before = { rates: { Spain: { utility: 20_000, marketing: 70_700 }, Italy: { utility: 30_000 } } };
  const after = { rates: { Spain: { utility: 21_000, marketing: 70_700, service: null } } };

  it("names what is other, new and gone", () => {
    expect(compareRateCards(before, after)).toEqual([
      {
        market: "Italy",
        category: "utility",
        tierFrom: 1,
        tierTo: null,
        before: { rate: 30_000 },
        after: null,
      },
      {
        market: "Spain",
        category: "service",
        tierFrom: 1,
        tierTo: null,
        before: null,
        after: { rate: null },
      },
      {
        market: "Spain",
        category: "utility",
        tierFrom: 1,
        tierTo: null,
        before: { rate: 20_000 },
        after: { rate: 21_000 },
      },
    ]);
  });

  it("is nothing between a card and itself, and everything where there was none", () => {
    expect(compareRateCards(before, before)).toEqual([]);
    expect(compareRateCards(null, before)).toHaveLength(rowsOf(before).length);
  });
});
