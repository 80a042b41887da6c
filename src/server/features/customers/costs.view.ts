import type { CustomerCosts } from "#contract/customers.ts";
import { formatMillionths } from "#domain/money.ts";
import type { CostColumns } from "./costs.queries.ts";

/** Sums of a month, in each currency and category; what has no known rate is counted and in no sum. */
export function viewCosts(month: string, rows: readonly CostColumns[]): CustomerCosts {
  return {
    month,
    totals: [...Map.groupBy(rows, ({ currency }) => currency)].map(([currency, inCurrency]) => ({
      currency,
      ...viewSums(inCurrency),
      categories: [...Map.groupBy(inCurrency, ({ category }) => category)].map(([category, own]) => ({
        category,
        ...viewSums(own),
      })),
    })),
  };
}

function viewSums(rows: readonly CostColumns[]) {
  const total = (state: CostColumns["state"]) =>
    rows.reduce((sum, row) => (row.state === state ? sum + row.amount : sum), 0);
  const count = (of: (row: CostColumns) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  return {
    confirmed: formatMillionths(total("confirmed")),
    estimated: formatMillionths(total("estimated")),
    unknown: count(({ unknown }) => unknown),
    messages: count(({ messages }) => messages),
  };
}
