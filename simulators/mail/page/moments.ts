import { currentLanguage } from "../../cloud-api/page/text.ts";
import type { MailState } from "./model.ts";

/** In a list: the hour today, else the day. */
export function shortMoment(at: number, state: MailState): string {
  const isToday =
    format(at, state, { dateStyle: "short" }) === format(state.now, state, { dateStyle: "short" });
  return isToday
    ? format(at, state, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
    : format(at, state, { day: "numeric", month: "short" });
}

/** Above a mail: the day and the hour in words. */
export function longMoment(at: number, state: MailState): string {
  return format(at, state, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}

/** 1,2 MB */
export function fileSize(bytes: number): string {
  const [size, unit] =
    bytes < 1000 ? [bytes, "byte"] : bytes < 1e6 ? [bytes / 1000, "kilobyte"] : [bytes / 1e6, "megabyte"];
  const options = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(currentLanguage(), options).format(size);
}

function format(at: number, { timeZone }: MailState, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(currentLanguage(), { timeZone, ...options }).format(at);
}
