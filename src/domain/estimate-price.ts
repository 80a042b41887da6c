import { type PricingSettings, serviceAllowance } from "./billed-as.ts";
import type { Market } from "./market.ts";
import type { Currency, Millionths } from "./money.ts";
import {
  type Price,
  type PriceRecipient,
  type PriceUnknown,
  priceMessage,
  usesAllowance,
} from "./pricing.ts";
import type { RateCard } from "./rate-cards.ts";
import type { Instant } from "./time.ts";
import type { VolumeFacts } from "./volume.ts";

/** What the composer is about to send. Mail and notes need no more facts. */
export type EstimateQuestion =
  | { readonly kind: "email" | "note" }
  | {
      readonly kind: "whatsapp";
      /** Category of the template, in Meta's word or ours; "service" for free text. */
      readonly category: string;
      readonly now: Instant;
      /** Time zone of the WhatsApp account (WABA). */
      readonly timeZone: string;
      readonly currency: Currency;
      readonly recipient: PriceRecipient;
      readonly windowOpen: boolean;
      /** A free entry point is open, or this message would open one (free-entry.ts). */
      readonly freeEntryOpen: boolean;
      /** Free texts of the number that count, by local month "YYYY-MM". */
      readonly allowanceUsed: Readonly<Record<string, number>>;
      /** A conversation that this message would join is running; decides the cost to 2025-06-30 only. */
      readonly joins: boolean;
      readonly cards: readonly RateCard[];
      readonly volume?: VolumeFacts;
      readonly settings?: PricingSettings;
    };

/** The price shown before sending. */
export type PriceEstimate =
  | {
      readonly kind: "free";
      readonly because: "not-whatsapp" | "window" | "allowance" | "free-entry" | "conversation";
      /** Free texts left in this month, this one included ("quedan 412"); null where no allowance rules. */
      readonly remaining: number | null;
    }
  | {
      readonly kind: "charge";
      readonly amount: Millionths;
      readonly currency: Currency;
      readonly category: string;
      readonly market: Market;
      readonly marketAssumed: boolean;
      readonly card: string;
    }
  | {
      /** "Tarifa desconocida": shown instead of an amount, never as 0 (M13). */
      readonly kind: "unknown";
      readonly reason: PriceUnknown;
      readonly currency: Currency;
      readonly category: string;
      readonly market: Market | null;
    };

/** The price of what the composer is about to send, by the rules of this moment. */
export function estimatePrice(question: EstimateQuestion): PriceEstimate {
  if (question.kind !== "whatsapp") {
    return { kind: "free", because: "not-whatsapp", remaining: null };
  }
  const { kind: _, now, windowOpen, joins, ...facts } = question;
  const price = priceMessage({
    ...facts,
    at: now,
    windowOpen: { atAttempt: windowOpen, atDelivery: windowOpen },
    conversation: joins ? "joined" : "opener",
    reported: null,
  });
  if (price.type !== "regular") {
    return freeEstimate(price, question.allowanceUsed);
  }
  const { amount, currency, category, market, marketAssumed, card, reason } = price;
  if (amount === null || market === null || card === null) {
    return { kind: "unknown", reason: reason ?? "rate-unknown", currency, category, market };
  }
  return { kind: "charge", amount, currency, category, market, marketAssumed, card };
}

function freeEstimate(price: Price, allowanceUsed: Readonly<Record<string, number>>): PriceEstimate {
  switch (price.type) {
    case "free_entry_point":
      return { kind: "free", because: "free-entry", remaining: null };
    case "in_conversation":
      return { kind: "free", because: "conversation", remaining: null };
    default: {
      if (!usesAllowance(price)) {
        return { kind: "free", because: "window", remaining: null };
      }
      const used = allowanceUsed[price.day.slice(0, 7)] ?? 0;
      return { kind: "free", because: "allowance", remaining: serviceAllowance - used };
    }
  }
}
