import type { JsonObject } from "../json.ts";
import type { Store } from "../store.ts";
import type { BillLine } from "./bill.ts";

/** What a bill is cut to. */
export type BillQuery = {
  month?: string | undefined;
  phoneNumberId?: string | undefined;
  wabaId?: string | undefined;
};

/** The lines of a month, a number or an account. */
export function findLines(store: Store, query: BillQuery): BillLine[] {
  return store.bill.filter(
    (line) =>
      (query.month === undefined || line.date.startsWith(query.month)) &&
      (query.phoneNumberId === undefined || line.phoneNumberId === query.phoneNumberId) &&
      (query.wabaId === undefined || line.wabaId === query.wabaId),
  );
}

/** The bill of a month (or of all time): every line, sums by what Meta tells apart, and the total (README.md). */
export function sumBill(store: Store, query: BillQuery): JsonObject {
  const lines = findLines(store, query);
  const groups = Map.groupBy(lines, groupOf);
  return {
    month: query.month ?? null,
    currencies: [...new Set(lines.map((line) => store.wabas.get(line.wabaId)?.currency ?? ""))],
    messages: lines.reduce((sum, line) => sum + line.volume, 0),
    charged: lines.filter((line) => line.type === "regular").reduce((sum, line) => sum + line.volume, 0),
    unpriced: lines.filter((line) => line.amount === null).length,
    totalMillionths: sumOf(lines),
    total: writeAmount(sumOf(lines)),
    groups: [...groups.values()].flatMap((group) => {
      const first = group[0];
      return first
        ? [
            {
              phoneNumberId: first.phoneNumberId,
              country: first.country,
              market: first.market,
              category: first.category,
              type: first.type,
              model: first.model,
              volume: group.reduce((sum, line) => sum + line.volume, 0),
              amount: writeAmount(sumOf(group)),
            },
          ]
        : [];
    }),
    lines: lines.map((line) => ({
      messageId: line.messageId,
      phoneNumberId: line.phoneNumberId,
      reachedAt: new Date(line.reachedAt).toISOString(),
      date: line.date,
      country: line.country,
      market: line.market,
      category: line.category,
      type: line.type,
      model: line.model,
      tier: line.tier,
      volume: line.volume,
      amount: line.amount === null ? null : writeAmount(line.amount),
    })),
  };
}

/** Millionths as a decimal with six places. */
export function writeAmount(millionths: number): string {
  const sign = millionths < 0 ? "-" : "";
  const digits = String(Math.abs(millionths)).padStart(7, "0");
  return `${sign}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

/** What lines cost together, millionths. */
export function sumOf(lines: readonly BillLine[]): number {
  return lines.reduce((sum, line) => sum + (line.amount ?? 0), 0);
}

function groupOf(line: BillLine): string {
  const { phoneNumberId, country, market, category, type, model } = line;
  return [phoneNumberId, country, market, category, type, model].join("|");
}
