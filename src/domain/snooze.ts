import { addDays, instantAt } from "./local-instant.ts";
import { dayMs, hourMs, type Instant, localDate, localTime, minuteMs } from "./time.ts";

/** A time to put a thread off until, as it is offered. */
export type SnoozePreset = { kind: "later-today" | "tomorrow" | "monday"; at: Instant };

/** The latest time that a thread may be put off until. */
export const longestSnoozeMs = 366 * dayMs;

const morning = "08:00";
const laterMs = 3 * hourMs;
/** What is put off until the evening comes back while somebody is still there. */
const evening = "20:00";

/**
 * The times that are offered, by the clock of the workspace: later today (three hours on, at a full half hour; not when
 * that is after 20:00), tomorrow at 8:00, next Monday at 8:00 (unless that is tomorrow).
 */
export function snoozePresets(now: Instant, timeZone: string): SnoozePreset[] {
  const today = localDate(now, timeZone);
  const later = Math.ceil((now + laterMs) / (30 * minuteMs)) * 30 * minuteMs;
  const isToday = localDate(later, timeZone) === today && localTime(later, timeZone) <= evening;
  const tomorrow = addDays(today, 1);
  const monday = addDays(today, (8 - weekdayOf(today)) % 7 || 7);
  return [
    ...(isToday ? [{ kind: "later-today" as const, at: later }] : []),
    { kind: "tomorrow", at: instantAt(tomorrow, morning, timeZone) },
    ...(monday === tomorrow ? [] : [{ kind: "monday" as const, at: instantAt(monday, morning, timeZone) }]),
  ];
}

/** 0 is Sunday. */
function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}
