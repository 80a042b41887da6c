import type { Category } from "./conversation.ts";
import type { Market } from "./market.ts";
import type { Millionths } from "./money.ts";
import { type RateCard, tiersOf } from "./rate-cards.ts";

/** One rate of a card, of one volume tier. */
export type CardRow = {
  readonly market: Market;
  readonly category: Category;
  readonly tierFrom: number;
  readonly tierTo: number | null;
  readonly rate: Millionths | null;
};

/** A rate that another card does not have as it is; null: the cell is not on that card. */
export type RateChange = Omit<CardRow, "rate"> & {
  readonly before: { readonly rate: Millionths | null } | null;
  readonly after: { readonly rate: Millionths | null } | null;
};

type Rates = Pick<RateCard, "rates" | "tiers">;

/** The rates of a card as rows, by market, category and tier. */
export function rowsOf(card: Rates): CardRow[] {
  return Object.entries(card.rates)
    .flatMap(([market, cells]) =>
      Object.entries(cells).flatMap(([name, flat]) => {
        const category = name as Category;
        const tiers = tiersOf(card, market, category);
        return tiers.length === 0
          ? [{ market, category, tierFrom: 1, tierTo: null, rate: flat }]
          : tiers.map(({ from, to, rate }) => ({ market, category, tierFrom: from, tierTo: to, rate }));
      }),
    )
    .toSorted(
      (a, b) => compare(a.market, b.market) || compare(a.category, b.category) || a.tierFrom - b.tierFrom,
    );
}

/** What changes when a card takes the place of another, or of none. */
export function compareRateCards(before: Rates | null, after: Rates): RateChange[] {
  const old = new Map((before === null ? [] : rowsOf(before)).map((row) => [nameOf(row), row]));
  const added = rowsOf(after).flatMap((row): RateChange[] => {
    const same = old.get(nameOf(row));
    old.delete(nameOf(row));
    return same !== undefined && same.rate === row.rate ? [] : [changeOf(row, same ?? null, row)];
  });
  const gone = [...old.values()].map((row) => changeOf(row, row, null));
  return [...added, ...gone].toSorted(
    (a, b) => compare(a.market, b.market) || compare(a.category, b.category) || a.tierFrom - b.tierFrom,
  );
}

function changeOf(
  { market, category, tierFrom, tierTo }: CardRow,
  before: CardRow | null,
  after: CardRow | null,
): RateChange {
  const rateOf = (row: CardRow | null) => (row === null ? null : { rate: row.rate });
  return { market, category, tierFrom, tierTo, before: rateOf(before), after: rateOf(after) };
}

function nameOf({ market, category, tierFrom, tierTo }: CardRow): string {
  return `${market}\n${category}\n${tierFrom}:${tierTo ?? "MAX"}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
