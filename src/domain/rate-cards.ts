import type { Category } from "./conversation.ts";
import usd20250701 from "./data/rate-cards/usd-2025-07-01.json" with { type: "json" };
import usd20251001 from "./data/rate-cards/usd-2025-10-01.json" with { type: "json" };
import usd20260101 from "./data/rate-cards/usd-2026-01-01.json" with { type: "json" };
import usd20260701 from "./data/rate-cards/usd-2026-07-01.json" with { type: "json" };
import usd20261001 from "./data/rate-cards/usd-2026-10-01.json" with { type: "json" };
import type { Market } from "./market.ts";
import type { Currency, Millionths } from "./money.ts";
import { readRateCard } from "./read-rate-card.ts";

/** The rates of one market. A cell that is null or missing is unknown, not free. */
export type MarketRates = Readonly<Partial<Record<Category, Millionths | null>>>;

/** The rate of some messages of a month, counted in a market and category: `from` to `to`, both included; null: no end. */
export type Tier = { readonly from: number; readonly to: number | null; readonly rate: Millionths | null };

/** Prices of one currency from one date on; `rates` are those of the lowest volume tier. */
export type RateCard = {
  readonly id: string;
  readonly currency: Currency;
  /** First local day (WABA time zone) on which the card counts, "YYYY-MM-DD". */
  readonly effectiveFrom: string;
  /** What one rate pays for: a 24 h conversation (to 2025-06-30) or one delivered message. */
  readonly unit: "conversation" | "message";
  readonly source: string;
  /** Columns that nobody published for this card and that were filled by inference. */
  readonly assumed: readonly Category[];
  readonly rates: Readonly<Record<Market, MarketRates>>;
  /** Where a rate falls with the month's volume (§1.7), in order and without gaps; absent: one rate for all. */
  readonly tiers?: Readonly<Record<Market, Readonly<Partial<Record<Category, readonly Tier[]>>>>>;
};

/** The cards that come with the product: USD, per message, from 2025-07-01 on. Others are imported. */
export const publishedRateCards: readonly RateCard[] = [
  usd20250701,
  usd20251001,
  usd20260101,
  usd20260701,
  usd20261001,
].map(readRateCard);

/** The youngest card of the currency and unit that counts on the date, or null; of two of one day the later in the list. */
export function cardOn(
  cards: readonly RateCard[],
  { currency, date, unit }: { currency: Currency; date: string; unit: RateCard["unit"] },
): RateCard | null {
  let youngest: RateCard | null = null;
  for (const card of cards) {
    const counts = card.currency === currency && card.unit === unit && card.effectiveFrom <= date;
    if (counts && (youngest === null || card.effectiveFrom >= youngest.effectiveFrom)) {
      youngest = card;
    }
  }
  return youngest;
}

/** The rate of a cell for so many-th a message of the month; null when the card does not know it. */
export function rateFor(card: RateCard, market: Market, category: Category, position = 1): Millionths | null {
  const tiers = tiersOf(card, market, category);
  const tier = tiers.find(({ to }) => to === null || position <= to);
  return tier === undefined ? flatRate(card, market, category) : tier.rate;
}

/** The volume tiers of a cell, lowest first; none: one rate for all. Free text has none (§1.5). */
export function tiersOf(card: Pick<RateCard, "tiers">, market: Market, category: Category): readonly Tier[] {
  const tiers =
    card.tiers !== undefined && Object.hasOwn(card.tiers, market) ? card.tiers[market] : undefined;
  return tiers?.[category] ?? [];
}

function flatRate(card: RateCard, market: Market, category: Category): Millionths | null {
  const rates = Object.hasOwn(card.rates, market) ? card.rates[market] : undefined;
  if (rates === undefined) {
    return null;
  }
  switch (category) {
    case "marketing_lite":
      return rates.marketing_lite ?? rates.marketing ?? null;
    case "service":
      // M4: free text costs the utility rate; cards made before 2026-10-01 have no column for it.
      return rates.service ?? rates.utility ?? null;
    default:
      return rates[category] ?? null;
  }
}
