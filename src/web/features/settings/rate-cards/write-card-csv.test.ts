import { expect, it } from "vitest";
import { formatMillionths } from "#domain/money.ts";
import { readRateCsv } from "#domain/read-rate-csv.ts";
import { writeCardCsv } from "./write-card-csv.ts";

it("a card that is downloaded can be imported again", () => {
  const rate = formatMillionths(17_000);
  const cell = { market: "Spain", tierFrom: 1, tierTo: null };
  const csv = writeCardCsv({
    id: "x",
    currency: "EUR",
    effectiveFrom: "2026-10-01",
    unit: "message",
    source: "a, b",
    origin: "imported",
    importedAt: null,
    importedBy: null,
    markets: 2,
    superseded: false,
    rows: [
      { ...cell, category: "utility", rate },
      { ...cell, category: "marketing", rate: null },
      { ...cell, market: "India", category: "utility", tierTo: 100, rate },
      { ...cell, market: "India", category: "utility", tierFrom: 101, rate },
    ],
  });
  expect(readRateCsv(csv)).toEqual({
    problems: [],
    cards: [
      {
        currency: "EUR",
        effectiveFrom: "2026-10-01",
        unit: "message",
        source: "a, b",
        rates: { Spain: { utility: 17_000, marketing: null }, India: { utility: 17_000 } },
        tiers: {
          India: {
            utility: [
              { from: 1, to: 100, rate: 17_000 },
              { from: 101, to: null, rate: 17_000 },
            ],
          },
        },
      },
    ],
  });
});
