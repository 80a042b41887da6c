import type { ConversationItem } from "#contract/customers.ts";
import { formatAmount, isFree } from "./format-amount.ts";
import type { Words } from "./use-words.ts";

/** What a conversation cost, as people read it: how sure it is, and never a false zero. */
export function costText(
  cost: ConversationItem["cost"],
  { words, language }: { words: Words; language: string },
): string {
  if (cost === null) {
    return "";
  }
  if (cost.amount === null) {
    return words("charge.unknown");
  }
  if (isFree(cost.amount)) {
    return words("charge.free");
  }
  const amount = formatAmount(cost.amount, cost.currency, language);
  return cost.state === "confirmed" ? amount : words("charge.estimated", { amount });
}
