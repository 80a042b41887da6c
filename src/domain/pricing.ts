import type { Category } from "./conversation.ts";
import type { Market } from "./market.ts";
import type { Currency, Millionths } from "./money.ts";
import type { RateCard } from "./rate-cards.ts";
import type { Instant } from "./time.ts";

/** Meta's three sets of rules: per conversation, per message, per message with free text charged again. */
export type Epoch = "CBP" | "PMP" | "PMP-2026-10";

/** Why a message costs what it costs. `in_conversation` is our word: paid by the opener of its conversation (CBP). */
export type PricingType = "regular" | "free_customer_service" | "free_entry_point" | "in_conversation";

/** Why an amount is null; every one is shown as "tarifa desconocida" (M13). */
export type PriceUnknown = "card-missing" | "market-unknown" | "category-unknown" | "rate-unknown";

/** `pricing` of a status webhook, strings as Meta wrote them. It never carries an amount. */
export type ReportedPricing = {
  readonly type: string | null;
  readonly category: string | null;
  readonly billable: boolean | null;
};

/** Who receives: the digits of `recipient_id`, else wa_id, else phone; without any, the BSUID. */
export type PriceRecipient =
  | { readonly kind: "phone"; readonly digits: string }
  | { readonly kind: "bsuid"; readonly bsuid: string };

/** Which window makes a utility template free: the one at delivery (default) or at the attempt. Meta writes both. */
export type PricingSettings = { readonly utilityWindow: "at-delivery" | "at-attempt" };

/** What one WhatsApp message that was handed to Meta is priced by (M3–M13). */
export type PriceFacts = {
  readonly kind: "free-text" | "template";
  /** Category of the template when it was sent; null for free text. */
  readonly category: Category | null;
  /** reachedAt; for an estimate the time of sending. */
  readonly at: Instant;
  /** Time zone of the WhatsApp account (WABA). */
  readonly timeZone: string;
  readonly currency: Currency;
  readonly recipient: PriceRecipient;
  readonly windowOpen: { readonly atAttempt: boolean; readonly atDelivery: boolean };
  /** A free entry point of this customer was open at the attempt (M10, free-entry.ts). */
  readonly freeEntryOpen: boolean;
  /** Free texts of the number that count, this one left out, by local month "YYYY-MM" (M12). */
  readonly allowanceUsed: Readonly<Record<string, number>>;
  /** Whether it opened its conversation or joined a running one; decides the cost to 2025-06-30 only. */
  readonly conversation: "opener" | "joined";
  /** `pricing` of delivered or read, else of sent, else null (M9). */
  readonly reported: ReportedPricing | null;
  readonly cards: readonly RateCard[];
  readonly settings?: PricingSettings;
};

/** The price of one message. Amount null: unknown, with the reason; never a false 0. */
export type Price = {
  readonly amount: Millionths | null;
  readonly currency: Currency;
  /** One of Category, or Meta's own word when it reports one that we do not know. */
  readonly category: string;
  readonly type: PricingType;
  readonly market: Market | null;
  /** The market was read from a BSUID. */
  readonly marketAssumed: boolean;
  /** Id of the card; null when none was needed or none is known. */
  readonly card: string | null;
  readonly epoch: Epoch;
  /** Local date (WABA time zone) that chose epoch, card, market and month. */
  readonly day: string;
  /** Who said type and category. */
  readonly source: "webhook" | "computed";
  readonly reason: PriceUnknown | null;
};

/** Free texts of one number and calendar month that cost nothing, since 2026-10-01. */
export const serviceAllowance = 1000;

/** The rules of a local date "YYYY-MM-DD" in the WABA's time zone. */
export declare function epochOf(localDate: string): Epoch;

/** Prices one message that reached the customer, or estimates one on its way (M3–M13). M1 and M2: ledger.ts. */
export declare function priceMessage(facts: PriceFacts): Price;

/** Whether a priced message uses one of the 1,000 free texts of its month (M12): free text since 2026-10-01, no free entry. */
export declare function usesAllowance(price: Pick<Price, "category" | "type" | "day">): boolean;
