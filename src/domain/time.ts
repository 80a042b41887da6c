/** A moment: milliseconds since 1970-01-01T00:00:00Z. The only form of time inside the domain. */
export type Instant = number;

/** One second in milliseconds. */
export const secondMs = 1_000;
/** One minute in milliseconds. */
export const minuteMs = 60 * secondMs;
/** One hour in milliseconds: always elapsed time, whatever the clocks on the wall do. */
export const hourMs = 60 * minuteMs;
/** Twenty-four elapsed hours in milliseconds; a calendar day may be an hour longer or shorter. */
export const dayMs = 24 * hourMs;

/** The calendar date of a moment in a time zone, "YYYY-MM-DD". */
export function localDate(at: Instant, timeZone: string): string {
  const { year, month, day } = wallClock(at, timeZone);
  return `${year}-${month}-${day}`;
}

/** The calendar month of a moment in a time zone, "YYYY-MM". */
export function localMonth(at: Instant, timeZone: string): string {
  return localDate(at, timeZone).slice(0, 7);
}

/** The time on the wall, "HH:mm", rounded down so that a shown closing time never promises too much (D5). */
export function localTime(at: Instant, timeZone: string): string {
  const { hour, minute } = wallClock(at, timeZone);
  return `${hour}:${minute}`;
}

type WallClock = Record<"year" | "month" | "day" | "hour" | "minute", string>;

const formats = new Map<string, Intl.DateTimeFormat>();
/** Looking at the calendar is dear, and a screen asks for the same minutes again and again. */
const known = new Map<string, Map<number, WallClock>>();
const mostKnown = 5_000;

function wallClock(at: Instant, timeZone: string): WallClock {
  const minute = Math.floor(at / minuteMs);
  const ofZone = known.get(timeZone) ?? new Map<number, WallClock>();
  known.set(timeZone, ofZone);
  const before = ofZone.get(minute);
  if (before !== undefined) {
    return before;
  }
  if (ofZone.size >= mostKnown) {
    ofZone.clear();
  }
  const clock = readCalendar(at, timeZone);
  ofZone.set(minute, clock);
  return clock;
}

function readCalendar(at: Instant, timeZone: string): WallClock {
  const parts = formatOf(timeZone).formatToParts(at);
  const partOf = (type: keyof WallClock) => parts.find((part) => part.type === type)?.value ?? "";
  return {
    year: partOf("year"),
    month: partOf("month"),
    day: partOf("day"),
    hour: partOf("hour"),
    minute: partOf("minute"),
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const before = formats.get(timeZone);
  if (before !== undefined) {
    return before;
  }
  const made = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn-hc-h23", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  formats.set(timeZone, made);
  return made;
}
