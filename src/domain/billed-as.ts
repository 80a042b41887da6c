import { readCategory } from "./category.ts";
import type { Epoch, Price, PriceFacts, PricingType } from "./pricing.ts";

/** Which window makes a utility template free (M5): Meta writes "delivered within" and "sent within". */
export type PricingSettings = { readonly utilityWindow: "at-delivery" | "at-attempt" };

/** The window at delivery counts unless the owner says otherwise. */
export const defaultPricingSettings: PricingSettings = { utilityWindow: "at-delivery" };

/** Free texts of one number and calendar month that cost nothing, since 2026-10-01. */
export const serviceAllowance = 1000;

/** M9: the webhook decides category and type as far as it names them; the rest is computed. */
export function billedAs(facts: PriceFacts, epoch: Epoch, day: string): Pick<Price, "category" | "type"> {
  const word = facts.reported?.category ?? facts.category;
  const category = readCategory(word) ?? word;
  const type = reportedType(facts, category) ?? computedType(facts, category, epoch, day);
  // The one charge of a conversation sits on its opener, whatever the webhook of a joined message says (K14).
  const isPaid = epoch === "CBP" && facts.conversation === "joined" && type === "regular";
  return { category, type: isPaid ? "in_conversation" : type };
}

function reportedType({ reported, freeEntryOpen }: PriceFacts, category: string): PricingType | null {
  if (reported === null) {
    return null;
  }
  if (category === "referral_conversion") {
    return "free_entry_point";
  }
  switch (reported.type) {
    case "regular":
    case "free_customer_service":
    case "free_entry_point":
      return reported.type;
    default:
      // `type` is absent in old payloads, or a word of the future.
      break;
  }
  if (reported.billable === null) {
    return null;
  }
  if (reported.billable) {
    return "regular";
  }
  return freeEntryOpen ? "free_entry_point" : "free_customer_service";
}

/** M3–M8 without a webhook, first match wins. */
function computedType(facts: PriceFacts, category: string, epoch: Epoch, day: string): PricingType {
  if (facts.freeEntryOpen) {
    return "free_entry_point";
  }
  switch (epoch) {
    case "CBP":
      // Service conversations are free since 2024-11-01; before, nobody knows which ones were.
      return category === "service" && day >= "2024-11-01" ? "free_customer_service" : "regular";
    case "PMP":
      return category === "service" || (category === "utility" && isUtilityWindowOpen(facts))
        ? "free_customer_service"
        : "regular";
    case "PMP-2026-10":
      return category === "service" && (facts.allowanceUsed[day.slice(0, 7)] ?? 0) < serviceAllowance
        ? "free_customer_service"
        : "regular";
    default:
      return epoch satisfies never;
  }
}

function isUtilityWindowOpen({ windowOpen, settings = defaultPricingSettings }: PriceFacts): boolean {
  return settings.utilityWindow === "at-delivery" ? windowOpen.atDelivery : windowOpen.atAttempt;
}
