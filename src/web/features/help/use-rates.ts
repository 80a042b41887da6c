import { serviceAllowance } from "#domain/billed-as.ts";
import type { Category } from "#domain/conversation.ts";
import { marketOfCountry } from "#domain/market.ts";
import { formatMillionths, type Millionths } from "#domain/money.ts";
import { type Epoch, epochOf } from "#domain/pricing.ts";
import { cardOn, publishedRateCards, type RateCard, rateFor } from "#domain/rate-cards.ts";
import { localDate } from "#domain/time.ts";
import { useSession } from "../../api/use-session.ts";
import { formatAmount } from "../../ui/format-amount.ts";
import { useTime } from "../../ui/use-time.ts";

/** The rules and the rate card of today in the workspace's currency. */
export type Rates = {
  epoch: Epoch;
  card: RateCard | null;
  currency: string;
  /** The market of the workspace's own country. */
  home: string;
  allowance: number;
  /** A price of today, so many times, as people read it; null when it is not known. */
  price(market: string, category: Category, count?: number): string | null;
};

/** What WhatsApp charges today, by the same rules and cards as the server. */
export function useRates(): Rates {
  const { now, timeZone, language } = useTime();
  const { currency, country } = useSession().workspace;
  const date = localDate(now, timeZone);
  const card = cardOn(publishedRateCards, { currency, date, unit: "message" });
  const shown = (amount: Millionths): string => formatAmount(formatMillionths(amount), currency, language);
  return {
    epoch: epochOf(date),
    card,
    currency,
    home: marketOfCountry(country, date),
    allowance: serviceAllowance,
    price(market, category, count = 1) {
      const rate = card === null ? null : rateFor(card, market, category);
      return rate === null ? null : shown(rate * count);
    },
  };
}
