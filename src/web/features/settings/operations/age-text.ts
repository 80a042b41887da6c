import { dayMs, hourMs, minuteMs } from "#domain/time.ts";
import type { Words } from "../../../ui/use-words.ts";

/** "3 días", "26 h", "5 min": how long ago, by the largest unit that says enough. */
export function ageText(ms: number, words: Words): string {
  if (ms < minuteMs) {
    return words("time.lessThanMinute");
  }
  if (ms < hourMs) {
    return words("time.minutes", { minutes: Math.floor(ms / minuteMs) });
  }
  return ms < 2 * dayMs
    ? words("time.hours", { hours: Math.floor(ms / hourMs) })
    : words("operations.days", { count: Math.floor(ms / dayMs) });
}
