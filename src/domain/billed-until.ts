import { addDays } from "./local-instant.ts";

/** So long a day may still be missing from the bill; one that is empty after that was billed as nothing. */
const lateDays = 3;

/**
 * The last day that a reading of the provider's bill speaks of (decision 0015): the newest day in it, for those after it may
 * be late; a day that was read before is read again, whatever the bill says of it now. Days are those of the account's
 * calendar, as `2026-03-28`.
 */
export function billedUntil(reading: {
  today: string;
  /** Null: none was read before. */
  lastRead: string | null;
  billedDays: readonly string[];
}): string {
  const { today, lastRead, billedDays } = reading;
  return [lastRead ?? "", ...billedDays].reduce(
    (newest, day) => (day > newest ? day : newest),
    addDays(today, -lateDays),
  );
}
