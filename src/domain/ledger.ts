import type { AttemptState } from "./delivery-status.ts";
import type { Market } from "./market.ts";
import type { Currency, Millionths } from "./money.ts";
import type { PriceFacts, PriceUnknown, PricingType, ReportedPricing } from "./pricing.ts";

/** One line of the append-only ledger; the charge of a message is its last one. Dropped lines have amount 0. */
export type ChargeEntry = {
  readonly state: "estimated" | "confirmed" | "dropped";
  readonly amount: Millionths | null;
  readonly currency: Currency;
  readonly category: string;
  readonly type: PricingType;
  readonly market: Market | null;
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
  readonly state: Pick<AttemptState, "status" | "attemptAt" | "deliveredAt" | "readAt" | "playedAt">;
  /** `pricing` of `sent`, and of the first of delivered, read and played that carried one. */
  readonly reported: { readonly sent: ReportedPricing | null; readonly reached: ReportedPricing | null };
  readonly price: Omit<PriceFacts, "kind" | "at" | "reported">;
  readonly last: ChargeEntry | null;
};

/** The lines that a change appends: none or one. The same change again appends none. */
export declare function entriesFor(change: ChargeChange): ChargeEntry[];
