import type { Category } from "./conversation.ts";
import type { Market } from "./market.ts";
import type { Currency, Millionths } from "./money.ts";

/** Prices of one currency from one date on, lowest volume tier. A missing cell is unknown, not free. */
export type RateCard = {
  readonly id: string;
  readonly currency: Currency;
  /** First local day (WABA time zone) on which the card counts, "YYYY-MM-DD". */
  readonly effectiveFrom: string;
  /** What one rate pays for: a 24 h conversation (to 2025-06-30) or one delivered message. */
  readonly unit: "conversation" | "message";
  readonly source: string;
  /** Columns that nobody published for this card and that we filled by inference. */
  readonly assumed: readonly Category[];
  readonly rates: Readonly<Record<Market, Readonly<Partial<Record<Category, Millionths | null>>>>>;
};

/** The cards that come with the product: USD, per message, from 2025-07-01 on. */
export declare const publishedRateCards: readonly RateCard[];

/** The youngest card of the currency and unit that counts on the date, or null. */
export declare function cardOn(
  cards: readonly RateCard[],
  which: { currency: Currency; date: string; unit: RateCard["unit"] },
): RateCard | null;

/** The rate of a cell; null when the card does not know it. Service costs the utility rate where it has no column. */
export declare function rateFor(card: RateCard, market: Market, category: Category): Millionths | null;

/** Reads an imported card, rates as decimal strings. Throws on a malformed one. */
export declare function readRateCard(data: unknown): RateCard;
