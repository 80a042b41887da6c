import { readCategory } from "./category.ts";
import { type AttemptState, type DeliveryStatus, reachedAt } from "./delivery-status.ts";
import type { Market } from "./market.ts";
import type { Currency, Millionths } from "./money.ts";
import {
  epochOf,
  type PriceFacts,
  type PriceUnknown,
  type PricingType,
  priceMessage,
  type ReportedPricing,
} from "./pricing.ts";
import { cardOn, type RateCard, rateFor } from "./rate-cards.ts";
import type { Instant } from "./time.ts";

/** One line of the append-only ledger; the charge of a message is its last one. Dropped lines have amount 0. */
export type ChargeEntry = {
  readonly state: "estimated" | "confirmed" | "dropped";
  readonly amount: Millionths | null;
  readonly currency: Currency;
  readonly category: string;
  readonly type: PricingType;
  readonly market: Market | null;
  /** The market was read from a BSUID. */
  readonly marketAssumed: boolean;
  readonly card: string | null;
  readonly source: "webhook" | "computed";
  readonly reason: PriceUnknown | null;
  /** Local date (WABA time zone) by which it was priced. */
  readonly day: string;
};

/** A message after a change: its delivery state, its pricing facts and the last line of its ledger. */
export type ChargeChange = {
  /** Only the first two are ever charged (M1). */
  readonly kind: "free-text" | "template" | "reaction" | "email" | "note" | "inbound" | "echo";
  /** The message's own state: all its attempts combined (L5). */
  readonly state: AttemptState;
  /** `pricing` of `sent`, and the latest of delivered, read and played that carried one (M9). */
  readonly reported: { readonly sent: ReportedPricing | null; readonly reached: ReportedPricing | null };
  readonly price: Omit<PriceFacts, "at" | "reported">;
  readonly last: ChargeEntry | null;
};

/** The lines that a change appends: none or one. The same change again appends none. */
export function entriesFor(change: ChargeChange): ChargeEntry[] {
  const entry = nextEntry(change);
  return entry === null ? [] : [entry];
}

function nextEntry(change: ChargeChange): ChargeEntry | null {
  if (change.kind !== "free-text" && change.kind !== "template") {
    return null;
  }
  const { attemptAt } = change.state;
  switch (chargeStateOf(change.state.status)) {
    case "estimated":
      return attemptAt === null ? null : estimate(change, attemptAt);
    case "confirmed": {
      const at = reachedAt(change.state) ?? attemptAt;
      return at === null ? null : confirm(change, at);
    }
    case "dropped":
      return drop(change, attemptAt);
    default:
      return null;
  }
}

/** A queued message has no line of its own: either never handed over (M1), or waiting for its next attempt (L5). */
function chargeStateOf(status: DeliveryStatus): ChargeEntry["state"] | null {
  switch (status) {
    case "queued":
      return null;
    case "sending":
    case "unknown":
    case "held":
    case "sent":
    case "delayed":
      return "estimated";
    case "expired":
    case "failed":
      return "dropped";
    case "delivered":
    case "read":
    case "played":
      return "confirmed";
    default:
      return status satisfies never;
  }
}

function estimate(change: ChargeChange, attemptAt: Instant): ChargeEntry | null {
  const { last } = change;
  if (last?.state === "confirmed") {
    return null;
  }
  const { atAttempt } = change.price.windowOpen;
  const entry = priceAs("estimated", {
    ...change.price,
    windowOpen: { atAttempt, atDelivery: atAttempt },
    at: attemptAt,
    reported: change.reported.sent,
  });
  // After a drop it is a new attempt.
  return last?.state !== "estimated" || saysOtherwise(entry, last) || takesOver(entry, last) ? entry : null;
}

function confirm(change: ChargeChange, at: Instant): ChargeEntry | null {
  const { last } = change;
  const reported = change.reported.reached ?? change.reported.sent;
  const entry = priceAs("confirmed", { ...change.price, at, reported });
  if (last?.state !== "confirmed" || saysOtherwise(entry, last) || takesOver(entry, last)) {
    return entry;
  }
  if (entry.day === last.day) {
    return null;
  }
  // An earlier time of arrival came late. Its day decides, but inside a month the allowance is not counted again:
  // a confirmed line is never repriced by what was delivered since (M12).
  const isSameMonth = entry.day.slice(0, 7) === last.day.slice(0, 7);
  return isSameMonth && entry.category === "service" ? { ...last, day: entry.day } : entry;
}

function drop({ last, price }: ChargeChange, attemptAt: Instant | null): ChargeEntry | null {
  if (last !== null) {
    return last.state === "estimated"
      ? { ...last, state: "dropped", amount: 0, card: null, reason: null }
      : null;
  }
  if (attemptAt === null) {
    return null;
  }
  const entry = priceAs("dropped", { ...price, at: attemptAt, reported: null });
  return { ...entry, amount: 0, card: null, reason: null };
}

/** Whether a webhook brought a type or category that the last line does not have. */
function saysOtherwise(entry: ChargeEntry, last: ChargeEntry): boolean {
  return entry.source === "webhook" && (entry.type !== last.type || entry.category !== last.category);
}

/** K14: the one charge of a conversation moves with its opener, to or from this message (to 2025-06-30). */
function takesOver(entry: ChargeEntry, last: ChargeEntry): boolean {
  return entry.type !== last.type && (entry.type === "in_conversation" || last.type === "in_conversation");
}

/**
 * The line again with its amount, where none was known when it was priced and a card that was imported since knows it
 * (M13); null: still unknown. Nothing else of it changes.
 */
export function withKnownRate(
  last: ChargeEntry,
  { cards, position }: { cards: readonly RateCard[]; position: number },
): ChargeEntry | null {
  const category = readCategory(last.category);
  const unit = epochOf(last.day) === "CBP" ? "conversation" : "message";
  const card = cardOn(cards, { currency: last.currency, date: last.day, unit });
  if (
    last.state === "dropped" ||
    last.amount !== null ||
    last.market === null ||
    category === null ||
    card === null
  ) {
    return null;
  }
  const amount = rateFor(card, last.market, category, position);
  return amount === null ? null : { ...last, amount, card: card.id, reason: null };
}

function priceAs(state: ChargeEntry["state"], facts: PriceFacts): ChargeEntry {
  const { epoch: _, ...price } = priceMessage(facts);
  return { state, ...price };
}
