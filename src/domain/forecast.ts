import { addDays } from "./local-instant.ts";
import type { Millionths } from "./money.ts";
import { monthBounds } from "./month.ts";

/** How many of the last whole days the mean is taken of. */
export const forecastDays = 28;

/**
 * What a month will have cost: what it cost until today, and for each day that is left the mean of the last 28 whole days
 * (of as many as there are since the first cost). Null: no whole day is known yet, or the month is over.
 */
export function forecastMonth({
  today,
  days,
}: {
  /** Local date of the account. */
  today: string;
  /** Costs by local date, in any order, of this month and of 28 days before today. */
  days: readonly { readonly day: string; readonly amount: Millionths }[];
}): Millionths | null {
  const { from, to } = monthBounds(today.slice(0, 7));
  const known = days.map(({ day }) => day).toSorted()[0];
  if (known === undefined || known >= today) {
    return null;
  }
  const since = maxOf(known, addDays(today, -forecastDays));
  const sum = (first: string, end: string): Millionths =>
    days.reduce((total, { day, amount }) => (day >= first && day < end ? total + amount : total), 0);
  const mean = sum(since, today) / daysBetween(since, today);
  const spentToday = sum(today, addDays(today, 1));
  const left = daysBetween(addDays(today, 1), to);
  return Math.round(sum(from, today) + Math.max(spentToday, mean) + mean * left);
}

/** How many days lie from one date to another, the later one left out. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function maxOf(a: string, b: string): string {
  return a > b ? a : b;
}
