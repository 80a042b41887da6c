import type { Simulator } from "../simulator.ts";
import type { Store } from "../store.ts";
import { getRecord } from "../store.ts";
import { sendEvent } from "../webhooks/send-event.ts";
import { findCountry, marketOf } from "./countries.ts";
import type { PricedCategory, RateCard, Rates } from "./rate-cards.ts";
import { pricedCategories, publishedCards } from "./rate-cards.ts";

/** What Meta notes of one delivered message, or of something that other programs sent from the same number. */
export type BillLine = {
  messageId: string | null;
  wabaId: string;
  phoneNumberId: string;
  reachedAt: number;
  /** Local date of the WABA: rules card, market and month. */
  date: string;
  country: string;
  market: string;
  category: string;
  /** `joined`: inside a conversation that another message opened and paid. */
  type: "regular" | "joined" | "free_customer_service" | "free_entry_point";
  model: "CBP" | "PMP";
  /** The step of the volume that it fell in: `0:MAX` without steps. */
  tier: string;
  volume: number;
  /** Millionths of the WABA's currency; null: no card says. */
  amount: number | null;
};

type Facts = Omit<BillLine, "market" | "tier" | "amount" | "wabaId" | "country"> & { country?: string };

/** Writes a line: finds the market, the card of the date and the step of the month's volume. */
export function writeLine(
  simulator: Simulator,
  facts: Facts & { digits: string | null; bsuid: string },
): BillLine {
  const { store } = simulator;
  const { digits, bsuid, country: named, ...rest } = facts;
  const { wabaId } = getRecord(store.phoneNumbers, facts.phoneNumberId);
  const { currency } = getRecord(store.wabas, wabaId);
  const found = digits === null ? null : findCountry(digits);
  const country = named ?? found?.country.code ?? (digits === null ? bsuid.slice(0, 2) : "ZZ");
  const market = marketOf(country, facts.date);
  const line = { ...rest, wabaId, country, market, tier: "0:MAX", amount: 0 };
  if (facts.type !== "regular") {
    store.bill.push(line);
    return line;
  }
  const price = findPrice([...store.rateCards, ...publishedCards], { ...line, currency });
  const steps = typeof price === "number" ? [{ above: 0, rate: price }] : (price ?? []);
  const before = steps.length > 1 ? chargedBefore(store, line) : 0;
  const step = steps.findLast(({ above }) => above <= before);
  const next = step && steps[steps.indexOf(step) + 1];
  const tier = step ? writeTier(step.above, next?.above ?? null) : line.tier;
  const billed = { ...line, tier, amount: step ? step.rate * facts.volume : null };
  store.bill.push(billed);
  if (step && step.above > 0 && before - step.above < facts.volume) {
    announceTier(simulator, billed);
  }
  return billed;
}

/** Tells that the account reached another step of its volume (§1.7). */
function announceTier(simulator: Simulator, line: BillLine): void {
  void sendEvent(simulator, line.wabaId, "account_update", {
    event: "VOLUME_BASED_PRICING_TIER_UPDATE",
    volume_tier_info: {
      tier_update_time: Math.floor(line.reachedAt / 1000),
      pricing_category: line.category.toUpperCase(),
      tier: line.tier,
      effective_month: line.date.slice(0, 7),
      region: line.market,
    },
  });
}

/** The price of a category in a market on a date, from the newest card of the currency that names it. */
export function findPrice(
  cards: readonly RateCard[],
  wanted: { currency: string; date: string; market: string; category: string },
): Rates[PricedCategory] | null {
  const category = pricedCategories.find((name) => name === wanted.category);
  const card = cards
    .filter(({ currency, from }) => currency === wanted.currency && from <= wanted.date)
    .reduce<RateCard | null>((newest, one) => (newest && newest.from >= one.from ? newest : one), null);
  return (category && card?.markets[wanted.market]?.[category]) ?? null;
}

/** How many charged messages of the account, market and category came before in the month (§1.7). */
function chargedBefore(
  store: Store,
  line: Pick<BillLine, "wabaId" | "market" | "category" | "date">,
): number {
  const month = line.date.slice(0, 7);
  return store.bill.reduce((count, one) => {
    const isSame =
      one.type === "regular" &&
      one.wabaId === line.wabaId &&
      one.market === line.market &&
      one.category === line.category &&
      one.date.startsWith(month);
    return isSame ? count + one.volume : count;
  }, 0);
}

/** A step as Meta writes it: `0:25000`, `25001:50000`, `50001:MAX`. */
function writeTier(above: number, next: number | null): string {
  return `${above === 0 ? 0 : above + 1}:${next ?? "MAX"}`;
}
