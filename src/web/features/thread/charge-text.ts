import type { Message } from "#contract/messages.ts";
import { formatAmount, isFree } from "../../ui/format-amount.ts";
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
