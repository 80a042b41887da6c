import { dayMs, hourMs, type Instant, localDate, localTime, minuteMs } from "#domain/time.ts";
import type { Words } from "./use-words.ts";

/** Everything needed to show a moment: always in the workspace's time zone, never in the browser's. */
export type TimeContext = { words: Words; language: string; timeZone: string; now: Instant };

/** "18:19", rounded down. */
export function formatClock(at: Instant, { timeZone }: TimeContext): string {
  return localTime(at, timeZone);
}

/** "10 mar": the short date, with the year when it is another one. */
export function formatDate(at: Instant, context: TimeContext): string {
  const isThisYear = localDate(at, context.timeZone).slice(0, 4) === today(context).slice(0, 4);
  const year = isThisYear ? {} : { year: "numeric" as const };
  return format(at, context, { day: "numeric", month: "short", ...year });
}

/** "10 mar 18:02", for a period whose days must both be seen. */
export function formatDateClock(at: Instant, context: TimeContext): string {
  return `${formatDate(at, context)} ${formatClock(at, context)}`;
}

/** "martes, 10 de marzo de 2026, 18:02:37": for titles, where nothing may be left open. */
export function formatWhole(at: Instant, context: TimeContext): string {
  return format(at, context, { dateStyle: "full", timeStyle: "medium" });
}

/** "1 de octubre de 2026". */
export function formatFullDate(at: Instant, context: TimeContext): string {
  return format(at, context, { dateStyle: "long" });
}

/** "noviembre", of a month as data have it ("2026-11"); with the year when it is another one. */
export function formatMonth(month: string, context: TimeContext): string {
  const isThisYear = month.slice(0, 4) === today(context).slice(0, 4);
  const year = isThisYear ? {} : { year: "numeric" as const };
  return format(Date.parse(`${month}-15T12:00:00Z`), context, { month: "long", ...year });
}

/** The day as people say it: "hoy", "mañana", "ayer", a weekday within a week, else a date. */
export function formatDay(at: Instant, context: TimeContext): string {
  const days = daysFromNow(at, context);
  if (days === 0) {
    return context.words("time.today");
  }
  if (days === 1 || days === -1) {
    return context.words(days === 1 ? "time.tomorrow" : "time.yesterday");
  }
  return Math.abs(days) < 7
    ? format(at, context, { weekday: "short", day: "numeric", month: "short" })
    : formatDate(at, context);
}

/** For lists: "18:02" today, "Ayer", a weekday within a week, else the date. */
export function formatListTime(at: Instant, context: TimeContext): string {
  const days = daysFromNow(at, context);
  if (days === 0) {
    return formatClock(at, context);
  }
  if (days === -1) {
    return context.words("thread.yesterday");
  }
  return days < 0 && days > -7 ? format(at, context, { weekday: "short" }) : formatDate(at, context);
}

/** For the divider between days: "Hoy", "Ayer", else weekday and date. */
export function formatDayDivider(at: Instant, context: TimeContext): string {
  const days = daysFromNow(at, context);
  if (days === 0 || days === -1) {
    return context.words(days === 0 ? "thread.today" : "thread.yesterday");
  }
  const isThisYear = localDate(at, context.timeZone).slice(0, 4) === today(context).slice(0, 4);
  const year = isThisYear ? {} : { year: "numeric" as const };
  return format(at, context, { weekday: "long", day: "numeric", month: "long", ...year });
}

/** "mañana, 18:19" or, today, "las 18:19". */
export function formatUntil(at: Instant, context: TimeContext): string {
  const time = formatClock(at, context);
  return daysFromNow(at, context) === 0
    ? context.words("time.until", { time })
    : context.words("time.dayTime", { day: formatDay(at, context), time });
}

/** "de las 18:19", "de ayer, 18:19", "del mar, 10 mar, 18:19". */
export function formatOf(at: Instant, context: TimeContext): string {
  const time = formatClock(at, context);
  const days = daysFromNow(at, context);
  if (days === 0) {
    return context.words("time.of", { time });
  }
  const day = formatDay(at, context);
  return Math.abs(days) === 1
    ? context.words("time.ofDay", { day, time })
    : context.words("time.ofDate", { day, time });
}

/** "a las 18:19", "ayer, 18:19", "el mar, 10 mar, 18:19". */
export function formatWhen(at: Instant, context: TimeContext): string {
  const time = formatClock(at, context);
  const days = daysFromNow(at, context);
  if (days === 0) {
    return context.words("time.at", { time });
  }
  const day = formatDay(at, context);
  return Math.abs(days) === 1
    ? context.words("time.dayTime", { day, time })
    : context.words("time.onDate", { day, time });
}

/** "23 h 52 min": what is left, rounded down so that it never promises too much (D5). */
export function formatLeft(leftMs: number, words: Words): string {
  if (leftMs < minuteMs) {
    return words("time.lessThanMinute");
  }
  const hours = Math.floor(leftMs / hourMs);
  const minutes = Math.floor((leftMs % hourMs) / minuteMs);
  return hours === 0 ? words("time.minutes", { minutes }) : words("time.hoursMinutes", { hours, minutes });
}

/** "22 h" or "48 min", for places without room. */
export function formatLeftShort(leftMs: number, words: Words): string {
  return leftMs < hourMs
    ? formatLeft(leftMs, words)
    : words("time.hours", { hours: Math.floor(leftMs / hourMs) });
}

function today({ now, timeZone }: TimeContext): string {
  return localDate(now, timeZone);
}

function daysFromNow(at: Instant, context: TimeContext): number {
  const day = Date.parse(localDate(at, context.timeZone));
  return Math.round((day - Date.parse(today(context))) / dayMs);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(
  at: Instant,
  { language, timeZone }: TimeContext,
  options: Intl.DateTimeFormatOptions,
): string {
  const name = JSON.stringify([language, timeZone, options]);
  const known =
    formats.get(name) ??
    new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
      timeZone,
      hourCycle: "h23",
      ...options,
    });
  formats.set(name, known);
  return known.format(at);
}
