import type { JsonObject } from "../json.ts";

/** Which of Meta's three price models rules a date: conversations, messages, messages with paid service. */
export type PriceModel = "CBP" | "PMP" | "PMP-2026-10";

/** What decides the `pricing` of a status (whatsapp-platform §1.3–1.5). */
export type PricingFacts = {
  /** Local date of the WABA, YYYY-MM-DD, on which the message was sent or reached the customer. */
  date: string;
  /** Category of the template at sending; null for free text. */
  templateCategory: string | null;
  isWindowOpen: boolean;
  isFreeEntry: boolean;
  /** Free texts of the number that were already delivered in the month of `date`. */
  serviceDelivered: number;
  /** Category of the conversation that the message rides on; only read in the CBP epoch. */
  conversationCategory: string;
};

const freeServicePerMonth = 1_000;

/** The price model of a local date of the WABA. */
export function priceModelOf(date: string): PriceModel {
  if (date < "2025-07-01") {
    return "CBP";
  }
  return date < "2026-10-01" ? "PMP" : "PMP-2026-10";
}

/** The local date of an instant, YYYY-MM-DD. */
export function localDate(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
}

/** The `pricing` object of a status. Never an amount: Meta tells none. */
export function decidePricing(facts: PricingFacts): JsonObject {
  const model = priceModelOf(facts.date);
  if (model === "CBP") {
    const isFree = facts.conversationCategory === "service" ? facts.date >= "2024-11-01" : facts.isFreeEntry;
    return { billable: !isFree, pricing_model: "CBP", category: facts.conversationCategory };
  }
  if (facts.isFreeEntry) {
    return priced("free_entry_point", "referral_conversion");
  }
  if (facts.templateCategory === null) {
    const isFree = model === "PMP" || facts.serviceDelivered < freeServicePerMonth;
    return priced(isFree ? "free_customer_service" : "regular", "service");
  }
  const isFree = model === "PMP" && facts.templateCategory === "utility" && facts.isWindowOpen;
  return priced(isFree ? "free_customer_service" : "regular", facts.templateCategory);
}

function priced(type: string, category: string): JsonObject {
  return { billable: type === "regular", pricing_model: "PMP", type, category };
}
