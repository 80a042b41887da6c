import type { ThreadItem } from "#contract/threads.ts";

/** A thread of tests: `at` is the minute of its last activity. */
export function threadAt(id: string, at: number, more: Partial<ThreadItem> = {}): ThreadItem {
  return {
    id,
    customer: { id, name: id, phone: null, email: null, username: null },
    lastMessage: null,
    lastActivityAt: new Date(at * 60_000).toISOString(),
    unread: 0,
    unanswered: false,
    waitingSince: null,
    waitingFor: null,
    status: "open",
    snoozedUntil: null,
    assignee: null,
    tags: [],
    windows: [],
    version: 1,
    ...more,
  };
}
