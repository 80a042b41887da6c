import { dayMs, type Instant, localDate, localTime } from "./time.ts";

/**
 * The moment at which the clock on the wall shows this date ("YYYY-MM-DD") and time ("HH:mm"). A time that the clocks skip
 * is taken as much later as they skip; of one that comes twice the first counts.
 */
export function instantAt(date: string, time: string, timeZone: string): Instant {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  const offsetAt = (at: Instant): number =>
    Date.parse(`${localDate(at, timeZone)}T${localTime(at, timeZone)}:00Z`) - at;
  // The offsets a day before and after are those on both sides of a change.
  const [before, after] = [offsetAt(wanted - dayMs), offsetAt(wanted + dayMs)];
  const first = wanted - before;
  return offsetAt(first) === before ? first : offsetAt(wanted - after) === after ? wanted - after : first;
}

/** The date so many calendar days later, "YYYY-MM-DD". */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
