import { expect, it } from "vitest";
import { pricesOfCategories } from "./category-price.ts";
import { publishedRateCards } from "./rate-cards.ts";

it.each([
  ["from utility to marketing in Spain", "USD", "2026-10-01", "marketing", 20_000, 70_700],
  ["by the card of the day", "USD", "2026-06-30", "marketing", 20_000, 61_500],
  ["a currency without a card: unknown, never 0", "EUR", "2026-10-01", "marketing", null, null],
  ["a category that nobody knows", "USD", "2026-10-01", "teleport", 20_000, null],
])("the price of another category: %s", (_, currency, date, to, before, after) => {
  const cards = publishedRateCards;
  expect(pricesOfCategories({ country: "ES", currency, date, cards, from: "utility", to })).toEqual({
    market: "Spain",
    currency,
    from: before,
    to: after,
  });
});
