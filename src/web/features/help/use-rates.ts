import type { RateCardView } from "#contract/rate-cards.ts";
import { serviceAllowance } from "#domain/billed-as.ts";
import type { Category } from "#domain/conversation.ts";
import { marketOfCountry } from "#domain/market.ts";
import { formatMillionths, parseMillionths } from "#domain/money.ts";
import { type Epoch, epochOf } from "#domain/pricing.ts";
import { localDate } from "#domain/time.ts";
import { useChannels } from "../../api/use-channels.ts";
import { countingCard, useRateCard, useRateCards } from "../../api/use-rate-cards.ts";
import { useSession } from "../../api/use-session.ts";
import { formatAmount } from "../../ui/format-amount.ts";
import { useTime } from "../../ui/use-time.ts";

/** The rules and the rate card of today in the currency that WhatsApp bills. */
export type Rates = {
  epoch: Epoch;
  /** Null: there is none for today. */
  card: RateCardView | null;
  isPending: boolean;
  currency: string;
  /** Markets of the card. */
  markets: string[];
  /** The market of the workspace's own country. */
  home: string;
  allowance: number;
  /** A price of today, so many times, as people read it; null when it is not known. */
  price(market: string, category: Category, count?: number): string | null;
};

/** What WhatsApp charges today, by the same rules and cards as the server. */
export function useRates(): Rates {
  const { now, timeZone, language } = useTime();
  const { workspace } = useSession();
  const billed = useChannels().find(({ billing }) => billing !== null);
  const currency = billed?.billing?.currency ?? workspace.currency;
  const date = localDate(now, timeZone);
  const { cards } = useRateCards();
  const card = cards === undefined ? null : countingCard(cards, { currency, date });
  const detail = useRateCard(card?.id ?? null);
  const rows = detail?.rows ?? [];
  const rateOf = (market: string, category: string) =>
    rows.find((row) => row.market === market && row.category === category && row.tierFrom === 1)?.rate ??
    null;
  return {
    epoch: epochOf(date),
    card,
    isPending: cards === undefined || (card !== null && detail === undefined),
    currency,
    markets: [...new Set(rows.map(({ market }) => market))],
    home: marketOfCountry(workspace.country, date),
    allowance: serviceAllowance,
    price(market, category, count = 1) {
      // Free text costs the utility rate; cards made before 2026-10-01 have no column for it (M4).
      const rate = rateOf(market, category) ?? (category === "service" ? rateOf(market, "utility") : null);
      const amount = rate === null ? null : parseMillionths(rate);
      return amount === null ? null : formatAmount(formatMillionths(amount * count), currency, language);
    },
  };
}
