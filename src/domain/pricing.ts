import { billedAs, type PricingSettings } from "./billed-as.ts";
import { readCategory } from "./category.ts";
import { type Market, marketOf, marketOfBsuid } from "./market.ts";
import type { Currency, Millionths } from "./money.ts";
import { cardOn, type RateCard, rateFor } from "./rate-cards.ts";
import { type Instant, localDate } from "./time.ts";
import { noVolume, type VolumeFacts, volumeKeyOf, volumePosition } from "./volume.ts";

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

/** What one WhatsApp message that was handed to Meta is priced by (M3–M13). */
export type PriceFacts = {
  /** Category of the template when it was sent, in Meta's word or ours; "service" for free text. */
  readonly category: string;
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
  /** What is known of the month's volume; absent: the lowest tier (§1.7). */
  readonly volume?: VolumeFacts;
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
  /** Id of the card that the amount is from; null when it is free or no card is known. */
  readonly card: string | null;
  readonly epoch: Epoch;
  /** Local date (WABA time zone) that chose epoch, card, market and month. */
  readonly day: string;
  /** Who said type and category. */
  readonly source: "webhook" | "computed";
  readonly reason: PriceUnknown | null;
};

/** The rules of a local date "YYYY-MM-DD" in the WABA's time zone. */
export function epochOf(localDate: string): Epoch {
  if (localDate < "2025-07-01") {
    return "CBP";
  }
  return localDate < "2026-10-01" ? "PMP" : "PMP-2026-10";
}

/** Prices one message that reached the customer, or estimates one on its way (M3–M13). M1 and M2: ledger.ts. */
export function priceMessage(facts: PriceFacts): Price {
  const day = localDate(facts.at, facts.timeZone);
  const epoch = epochOf(day);
  const { category, type } = billedAs(facts, epoch, day);
  const { market, assumed } = marketOfRecipient(facts.recipient, day);
  const verdict: Omit<Price, "amount" | "card" | "reason"> = {
    currency: facts.currency,
    category,
    type,
    market,
    marketAssumed: assumed,
    epoch,
    day,
    source: facts.reported === null ? "computed" : "webhook",
  };
  if (type !== "regular") {
    return { ...verdict, amount: 0, card: null, reason: null };
  }
  const date = { day, unit: epoch === "CBP" ? "conversation" : "message" } as const;
  return { ...verdict, ...amountOf({ facts, market, category, date }) };
}

/** Whether a priced message uses one of the 1,000 free texts of its month (M12). Free entries do not. */
export function usesAllowance(price: Pick<Price, "category" | "type" | "day">): boolean {
  return (
    epochOf(price.day) === "PMP-2026-10" && price.category === "service" && price.type !== "free_entry_point"
  );
}

/** Where a message to this recipient is billed on a local date; assumed where only a BSUID tells. */
export function marketOfRecipient(
  recipient: PriceRecipient,
  day: string,
): { market: Market | null; assumed: boolean } {
  switch (recipient.kind) {
    case "phone":
      return { market: marketOf(recipient.digits, day), assumed: false };
    case "bsuid":
      return marketOfBsuid(recipient.bsuid, day) ?? { market: null, assumed: true };
    default:
      return recipient satisfies never;
  }
}

/** M13: the amount is ours, from the card of the day; null with the reason when no card says it. */
function amountOf({
  facts,
  market,
  category: word,
  date,
}: {
  facts: PriceFacts;
  market: Market | null;
  category: string;
  date: { day: string; unit: RateCard["unit"] };
}): Pick<Price, "amount" | "card" | "reason"> {
  const category = readCategory(word);
  if (category === null) {
    return { amount: null, card: null, reason: "category-unknown" };
  }
  if (market === null) {
    return { amount: null, card: null, reason: "market-unknown" };
  }
  const card = cardOn(facts.cards, { currency: facts.currency, date: date.day, unit: date.unit });
  if (card === null) {
    return { amount: null, card: null, reason: "card-missing" };
  }
  const key = volumeKeyOf({ category, type: "regular", market, day: date.day });
  const position = key === null ? 1 : volumePosition(facts.volume ?? noVolume, key, facts.at);
  const amount = rateFor(card, market, category, position);
  return { amount, card: card.id, reason: amount === null ? "rate-unknown" : null };
}
