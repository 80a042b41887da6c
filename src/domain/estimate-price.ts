import type { Category } from "./conversation.ts";
import type { Market } from "./market.ts";
import type { Currency, Millionths } from "./money.ts";
import type { PriceRecipient, PriceUnknown, PricingSettings } from "./pricing.ts";
import type { RateCard } from "./rate-cards.ts";
import type { Instant } from "./time.ts";

/** What the composer is about to send. Mail and notes need no more facts. */
export type EstimateQuestion =
  | { readonly kind: "email" | "note" }
  | {
      readonly kind: "free-text" | "template";
      readonly category: Category | null;
      readonly now: Instant;
      readonly timeZone: string;
      readonly currency: Currency;
      readonly recipient: PriceRecipient;
      readonly windowOpen: boolean;
      readonly freeEntryOpen: boolean;
      readonly allowanceUsed: Readonly<Record<string, number>>;
      /** A conversation that this message would join is running; decides the cost to 2025-06-30 only. */
      readonly joins: boolean;
      readonly cards: readonly RateCard[];
      readonly settings?: PricingSettings;
    };

/** The price shown before sending. `remaining` = free texts left in the month ("quedan 412"), this one included. */
export type PriceEstimate =
  | {
      readonly kind: "free";
      readonly because: "not-whatsapp" | "window" | "allowance" | "free-entry" | "conversation";
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
      readonly kind: "unknown";
      readonly reason: PriceUnknown;
      readonly currency: Currency;
      readonly category: string;
      readonly market: Market | null;
    };

/** The price of what the composer is about to send, by the rules of this moment. */
export declare function estimatePrice(question: EstimateQuestion): PriceEstimate;
