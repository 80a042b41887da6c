import { type Instant, localDate } from "#domain/time.ts";
import { formatUntil, formatWhen, type TimeContext } from "../../ui/format-time.ts";

/** When a thread comes back, to follow "hasta" or "until": "las 18:00", "mañana, 8:00", "el lun, 16 mar, 8:00". */
export function snoozeText(at: Instant, time: TimeContext): string {
  const isToday = localDate(at, time.timeZone) === localDate(time.now, time.timeZone);
  return isToday ? formatUntil(at, time) : formatWhen(at, time);
}
