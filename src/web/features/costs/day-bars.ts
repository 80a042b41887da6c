import type { Costs } from "#contract/costs.ts";
import { addDays } from "#domain/local-instant.ts";
import { type Millionths, parseMillionths } from "#domain/money.ts";

/** One bar: what was confirmed on a day, with what WhatsApp billed besides, and what is estimated. */
export type DayBar = { day: string; confirmed: Millionths; estimated: Millionths; total: Millionths };

/** A bar for every day of the span, for each currency. A day whose bill is lower than nothing has none. */
export function dayBars({ from, to, groups }: Pick<Costs, "from" | "to" | "groups">): {
  currencies: string[];
  charts: Record<string, DayBar[]>;
} {
  const currencies = [...new Set(groups.map(({ currency }) => currency))].toSorted();
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    days.push(day);
  }
  const charts = currencies.map((currency) => {
    const own = new Map(
      groups.filter((group) => group.currency === currency).map((group) => [group.key, group]),
    );
    const bars = days.map((day): DayBar => {
      const group = own.get(day);
      const amount = (text: string | undefined): Millionths => parseMillionths(text ?? "0") ?? 0;
      const confirmed = Math.max(0, amount(group?.confirmed) + amount(group?.adjustment));
      const estimated = amount(group?.estimated);
      return { day, confirmed, estimated, total: confirmed + estimated };
    });
    return [currency, bars] as const;
  });
  return { currencies, charts: Object.fromEntries(charts) };
}
