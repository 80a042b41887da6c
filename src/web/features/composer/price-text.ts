import type { Estimate } from "#contract/prices.ts";
import { formatAmount, isFree } from "../../ui/format-amount.ts";
import { marketWord } from "../../ui/market-word.ts";
import type { Words } from "../../ui/use-words.ts";

/** "gratis, quedan 412", "España ≈ 0,0200 $", "tarifa desconocida": what stands on the button. */
export function priceText(estimate: Estimate, words: Words, language: string): string {
  const { amount, currency, market, freeLeft } = estimate;
  if (amount === null) {
    return words("price.unknown");
  }
  if (isFree(amount)) {
    return freeLeft === null ? words("price.free") : words("price.freeLeft", { count: freeLeft });
  }
  const about = words("price.about", { amount: formatAmount(amount, currency, language) });
  if (market === null) {
    return about;
  }
  const name = marketWord(market, words);
  return `${estimate.marketAssumed ? words("price.assumed", { market: name }) : name} ${about}`;
}
