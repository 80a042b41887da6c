import type { CostDimension, Costs } from "#contract/costs.ts";
import { formatMillionths } from "#domain/money.ts";
import type { Instant } from "#domain/time.ts";
import type { ComparedBucket } from "./compare-bill.ts";
import type { CostColumns, CostSpan } from "./costs.queries.ts";

type Adjustment = Omit<ComparedBucket, "result"> & { amount: number; messages: number; unpriced: number };
type Sums = Omit<CostColumns, "key"> & { adjustment: number };

/** Costs as the API shows them; each sum beside its adjustment, where the dimension is one that WhatsApp bills by. */
export function viewCosts(parts: {
  span: CostSpan;
  by: CostDimension;
  rows: readonly CostColumns[];
  compared: readonly ComparedBucket[];
  names: ReadonlyMap<string, string>;
  last: { until: string | null; readAt: Instant | null };
}): Costs {
  const { span, by, rows, compared, names, last } = parts;
  const adjustments = adjustmentsOf(compared);
  const keyed = adjustments.flatMap((one) => {
    const key = keyOf(one, by);
    return key === null ? [] : [{ key, ...onlyAdjustment(one) }];
  });
  const groups = sumUp([...rows.map((row) => ({ ...row, adjustment: 0 })), ...keyed], ({ key, currency }) =>
    JSON.stringify([key, currency]),
  );
  return {
    from: span.from,
    to: span.to,
    by,
    totals: totalsOf(rows, adjustments).map(viewSums),
    groups: groups
      .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      .map(({ key, ...sums }) => ({ key, name: names.get(key) ?? null, ...viewSums(sums) })),
    adjustments: adjustments.map(({ amount, ...one }) => ({ ...one, amount: formatMillionths(amount) })),
    reconciled: {
      buckets: compared.length,
      agreeing: compared.length - adjustments.length,
      until: last.until,
      readAt: last.readAt === null ? null : new Date(last.readAt).toISOString(),
    },
  };
}

/** The sums of each currency, with what the bill says besides. */
export function totalsOf(rows: readonly CostColumns[], adjustments: readonly Adjustment[]): Sums[] {
  const all = [
    ...rows.map(({ key: _, ...sums }) => ({ ...sums, adjustment: 0 })),
    ...adjustments.map(onlyAdjustment),
  ];
  return sumUp(all, ({ currency }) => currency).toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** The buckets that differ. */
export function adjustmentsOf(compared: readonly ComparedBucket[]): Adjustment[] {
  return compared.flatMap(({ result, ...place }) => {
    if (result.kind === "reconciled") {
      return [];
    }
    const { amount, messages, unpriced } = result;
    return [{ ...place, amount, messages, unpriced }];
  });
}

/** Sums as decimals. */
export function viewSums({ currency, confirmed, estimated, adjustment, messages, unpriced }: Sums) {
  return {
    currency,
    confirmed: formatMillionths(confirmed),
    estimated: formatMillionths(estimated),
    adjustment: formatMillionths(adjustment),
    messages,
    unpriced,
  };
}

function onlyAdjustment({ currency, amount }: Adjustment): Sums {
  return { currency, confirmed: 0, estimated: 0, messages: 0, unpriced: 0, adjustment: amount };
}

function keyOf({ day, channelId, category, market }: Adjustment, by: CostDimension): string | null {
  switch (by) {
    case "day":
      return day;
    case "channel":
      return channelId;
    case "category":
      return category;
    case "market":
      return market;
    case "template":
    case "agent":
      return null;
    default:
      return by satisfies never;
  }
}

function sumUp<Row extends Sums>(rows: readonly Row[], nameOf: (row: Row) => string): Row[] {
  return [...Map.groupBy(rows, nameOf).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [others.reduce(plus, first)],
  );
}

function plus<Row extends Sums>(sum: Row, row: Row): Row {
  return {
    ...sum,
    confirmed: sum.confirmed + row.confirmed,
    estimated: sum.estimated + row.estimated,
    adjustment: sum.adjustment + row.adjustment,
    messages: sum.messages + row.messages,
    unpriced: sum.unpriced + row.unpriced,
  };
}
