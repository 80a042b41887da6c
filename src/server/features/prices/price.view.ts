import type { Estimate } from "#contract/prices.ts";
import { formatMillionths } from "#domain/money.ts";
import type { MessagePrice } from "./estimate-message.ts";

/** A price as the composer shows it. */
export function viewPrice({ estimate, currency, category, cards }: MessagePrice): Estimate {
  const common = {
    currency,
    category,
    market: null,
    marketAssumed: false,
    rateDate: null,
    freeLeft: null,
    reason: null,
  };
  switch (estimate.kind) {
    case "free":
      return {
        ...common,
        amount: formatMillionths(0),
        type: freeType(estimate.because),
        freeLeft: estimate.remaining,
        reason: estimate.because,
      };
    case "charge":
      return {
        ...common,
        amount: formatMillionths(estimate.amount),
        category: estimate.category,
        type: "regular",
        market: estimate.market,
        marketAssumed: estimate.marketAssumed,
        rateDate: cards.find(({ id }) => id === estimate.card)?.effectiveFrom ?? null,
        freeLeft: estimate.category === "service" ? 0 : null,
      };
    case "unknown":
      return {
        ...common,
        amount: null,
        category: estimate.category,
        type: "regular",
        market: estimate.market,
        reason: estimate.reason,
      };
    default:
      return estimate satisfies never;
  }
}

function freeType(because: "not-whatsapp" | "window" | "allowance" | "free-entry" | "conversation"): string {
  switch (because) {
    case "not-whatsapp":
      return "not_whatsapp";
    case "free-entry":
      return "free_entry_point";
    case "conversation":
      return "in_conversation";
    case "window":
    case "allowance":
      return "free_customer_service";
    default:
      return because satisfies never;
  }
}
