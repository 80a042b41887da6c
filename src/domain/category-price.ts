import { readCategory } from "./category.ts";
import { type Market, marketOfCountry } from "./market.ts";
import type { Currency, Millionths } from "./money.ts";
import { cardOn, type RateCard, rateFor } from "./rate-cards.ts";

/** What one message costs before and after a template got another category; null where no rate is known. */
export type CategoryPrices = {
  readonly market: Market;
  readonly currency: Currency;
  readonly from: Millionths | null;
  readonly to: Millionths | null;
};

/** The price change of a new category in the market of the business's own country, by the card of that day. */
export function pricesOfCategories({
  country,
  currency,
  date,
  cards,
  from,
  to,
}: {
  country: string;
  currency: Currency;
  date: string;
  cards: readonly RateCard[];
  from: string;
  to: string;
}): CategoryPrices {
  const market = marketOfCountry(country, date);
  const card = cardOn(cards, { currency, date, unit: "message" });
  const rate = (word: string): Millionths | null => {
    const category = readCategory(word);
    return card === null || category === null ? null : rateFor(card, market, category);
  };
  return { market, currency, from: rate(from), to: rate(to) };
}
