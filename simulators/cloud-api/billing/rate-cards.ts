import { marketsOf2026October } from "./published-rates.ts";

/** Categories that a card prices. */
export const pricedCategories = [
  "marketing",
  "utility",
  "authentication",
  "authentication_international",
  "service",
] as const;
export type PricedCategory = (typeof pricedCategories)[number];

/** What one market costs, in millionths; a list of steps where the price falls with the volume of a month. */
export type Rates = Partial<Record<PricedCategory, number | { above: number; rate: number }[]>>;

/** A card: what a message costs in a currency from a local date on. Before July 2025 it prices conversations. */
export type RateCard = { currency: string; from: string; markets: Readonly<Record<string, Rates>> };

type Change = readonly [market: string, category: "marketing" | "utility" | "international", rate: number];

/** What was different on the cards before, newest first: each is the one above with these changes (§1.10). */
const earlier: readonly { from: string; changes: readonly Change[] }[] = [
  {
    from: "2026-07-01",
    changes: [
      ["Mexico", "marketing", 30_500],
      ["Pakistan", "utility", 10_000],
      ["Peru", "utility", 20_000],
      ["Saudi Arabia", "marketing", 50_100],
      ["South Africa", "utility", 7_600],
      ["United Arab Emirates", "marketing", 49_900],
      ["Rest of Asia Pacific", "marketing", 73_200],
      ["Rest of Middle East", "marketing", 34_100],
    ],
  },
  {
    from: "2026-01-01",
    changes: [
      ["Spain", "marketing", 61_500],
      ["United Kingdom", "marketing", 52_900],
      ["Italy", "marketing", 69_100],
      ["India", "international", 28_000],
      ["Pakistan", "utility", 5_400],
      ["Saudi Arabia", "marketing", 45_500],
      ["Turkey", "utility", 5_300],
    ],
  },
  {
    from: "2025-10-01",
    changes: [
      ["France", "marketing", 143_200],
      ["India", "marketing", 10_700],
      ["North America", "utility", 4_000],
    ],
  },
  { from: "2025-07-01", changes: [["Mexico", "marketing", 43_600]] },
];

/** Meta's published cards in USD, newest first. */
export const publishedCards: readonly RateCard[] = writeCards();

function writeCards(): RateCard[] {
  let markets = marketsOf2026October;
  const cards: RateCard[] = [{ currency: "USD", from: "2026-10-01", markets }];
  for (const { from, changes } of earlier) {
    markets = changes.reduce((all, change) => applyChange(all, change), withoutService(markets));
    cards.push({ currency: "USD", from, markets });
  }
  return cards;
}

/** Utility and authentication cost the same in every row. */
function applyChange(
  markets: Readonly<Record<string, Rates>>,
  [market, category, rate]: Change,
): Record<string, Rates> {
  const changed: Rates = {
    marketing: { marketing: rate },
    utility: { utility: rate, authentication: rate },
    international: { authentication_international: rate },
  }[category];
  return { ...markets, [market]: { ...markets[market], ...changed } };
}

function withoutService(markets: Readonly<Record<string, Rates>>): Record<string, Rates> {
  return Object.fromEntries(
    Object.entries(markets).map(([market, { service: _service, ...rates }]) => [market, rates]),
  );
}
