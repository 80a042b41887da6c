import type { Message } from "#contract/messages.ts";
import { categoryWord } from "../../ui/category-word.ts";
import { formatAmount, isFree } from "../../ui/format-amount.ts";
import { marketWord } from "../../ui/market-word.ts";
import type { Words } from "../../ui/use-words.ts";

/** "0,0200 $ estimado", "gratis", "tarifa desconocida". */
export function chargeText(charge: NonNullable<Message["charge"]>, words: Words, language: string): string {
  if (charge.amount === null) {
    return words("charge.unknown");
  }
  if (isFree(charge.amount)) {
    return words("charge.free");
  }
  const amount = formatAmount(charge.amount, charge.currency, language);
  return words(charge.state === "confirmed" ? "charge.confirmed" : "charge.estimated", { amount });
}

/** "utilidad · España": what the price of a message was made from. */
export function chargeDetail(
  { category, market }: Pick<NonNullable<Message["charge"]>, "category" | "market">,
  words: Words,
): string {
  const parts = [categoryWord(category, words), market === null ? null : marketWord(market, words)];
  return parts.filter((part) => part !== null).join(" · ");
}
