import { currentLanguage, text } from "./text.ts";

const dayMs = 24 * 3_600_000;

function format(at: number, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(currentLanguage(), { timeZone, ...options }).format(at);
}

/** 18:02 */
export function hourAndMinute(at: number, timeZone: string): string {
  return format(at, timeZone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** 18:02:31 */
export function withSeconds(at: number, timeZone: string): string {
  return format(at, timeZone, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
}

/** Hoy, Ayer, or the date in words. */
export function dayName(at: number, now: number, timeZone: string): string {
  const day = dayKey(at, timeZone);
  if (day === dayKey(now, timeZone)) {
    return text("today");
  }
  return day === dayKey(now - dayMs, timeZone) ? text("yesterday") : longDate(at, timeZone);
}

/** martes, 10 de marzo de 2026 */
export function longDate(at: number, timeZone: string): string {
  return format(at, timeZone, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** The day and hour of an instant in few words: the hour alone today, else with the day. */
export function shortMoment(at: number, now: number, timeZone: string): string {
  const hour = hourAndMinute(at, timeZone);
  const day = dayKey(at, timeZone);
  if (day === dayKey(now, timeZone)) {
    return hour;
  }
  if (day === dayKey(now + dayMs, timeZone)) {
    return `${text("tomorrow")}, ${hour}`;
  }
  if (day === dayKey(now - dayMs, timeZone)) {
    return `${text("yesterday").toLowerCase()}, ${hour}`;
  }
  return `${format(at, timeZone, { day: "numeric", month: "short" })}, ${hour}`;
}

/** The same inside a sentence: "hasta las 18:02", "hasta mañana, 18:02". */
export function momentInSentence(at: number, now: number, timeZone: string): string {
  const moment = shortMoment(at, now, timeZone);
  return moment.includes(",") ? moment : `${text("theHour")} ${moment}`.trim();
}

/** A key that is equal for instants of one day. */
export function dayKey(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
}

/** The value of a datetime-local field for an instant. */
export function fieldValue(at: number, timeZone: string): string {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "medium" }).format(at);
  return `${dayKey(at, timeZone)}T${clock}`;
}

/** The instant of a datetime-local field in a time zone. */
export function readFieldValue(value: string, timeZone: string): number {
  const asUtc = Date.parse(`${value}Z`);
  const shown = Date.parse(`${fieldValue(asUtc, timeZone)}Z`);
  const guess = asUtc - (shown - asUtc);
  // Once more, for the hours around a change of the clocks.
  return guess - (Date.parse(`${fieldValue(guess, timeZone)}Z`) - asUtc);
}

/** 23 h 52 min, rounded down. */
export function duration(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  return minutes >= 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes} min`;
}
