import type { Preferences } from "#contract/preferences.ts";
import type { ThreadItem } from "#contract/threads.ts";
import { type Instant, localTime, minuteMs } from "#domain/time.ts";

/** Why something is news for a person. */
export type NewsKind = "mine" | "mentions" | "unassigned";

/** Older messages are no news: they come when a screen catches up after a night. */
const freshMs = 10 * minuteMs;

/** Whose thread it is, as far as this person may want to be told of a customer's message. */
export function newsOf(
  thread: Pick<ThreadItem, "assignee" | "lastMessage" | "status">,
  { userId, notify, now }: { userId: string; notify: Preferences["notify"]; now: Instant },
): NewsKind | null {
  const { assignee, lastMessage } = thread;
  if (lastMessage === null || now - Date.parse(lastMessage.sentAt) > freshMs) {
    return null;
  }
  const kind = assignee === null ? "unassigned" : assignee.id === userId ? "mine" : null;
  return kind !== null && notify[kind] ? kind : null;
}

/** Whether nothing may sound or pop up now; the hours are the workspace's and may pass midnight. */
export function isQuiet(hours: Preferences["quietHours"], now: Instant, timeZone: string): boolean {
  if (hours === null) {
    return false;
  }
  const { from, to } = hours;
  const time = localTime(now, timeZone);
  return from <= to ? from <= time && time < to : from <= time || time < to;
}
