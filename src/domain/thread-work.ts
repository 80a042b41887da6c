import { longestSnoozeMs } from "./snooze.ts";
import { type Instant, minuteMs } from "./time.ts";

/** Open: to be done. Pending: waits for somebody else. Snoozed: put off until a time. Resolved: done. */
export type ThreadStatus = "open" | "pending" | "snoozed" | "resolved";

/** The part of a thread that people work with. */
export type ThreadWork = {
  status: ThreadStatus;
  snoozedUntil: Instant | null;
  assigneeId: string | null;
  tagIds: readonly string[];
};

/** What somebody wants to be otherwise; what is absent stays. */
export type WorkChange = {
  status?: ThreadStatus | undefined;
  snoozedUntil?: Instant | undefined;
  assigneeId?: string | null | undefined;
  addTagIds?: readonly string[] | undefined;
  removeTagIds?: readonly string[] | undefined;
};

/** For so long reopening takes a resolution back: who waited before it waits again. Later it makes nobody wait. */
export const takenBackMs = 10 * minuteMs;

/** What the thread tells of a change, as a small line. */
export type WorkLine =
  | { work: "assigned"; userId: string }
  | { work: "unassigned" }
  | { work: "opened" }
  | { work: "reopened" }
  | { work: "pending" }
  | { work: "resolved" }
  | { work: "snoozed"; until: Instant }
  | { work: "woken" }
  | { work: "tagged"; tagIds: string[] }
  | { work: "untagged"; tagIds: string[] };

/** Why a change is refused. */
export type WorkRefusal =
  | "snooze-needs-time"
  | "snooze-not-in-future"
  | "snooze-too-long"
  | "time-without-snooze";

export type WorkDecision =
  | { kind: "changed"; work: ThreadWork; lines: WorkLine[] }
  | { kind: "unchanged" }
  | { kind: "refused"; reason: WorkRefusal };

/** What becomes of a thread by a person's change, and what is told of it. */
export function decideWork(before: ThreadWork, change: WorkChange, now: Instant): WorkDecision {
  const refusal = refuse(change, now);
  if (refusal !== null) {
    return { kind: "refused", reason: refusal };
  }
  const status = change.status ?? before.status;
  const work: ThreadWork = {
    status,
    snoozedUntil: status === "snoozed" ? (change.snoozedUntil ?? before.snoozedUntil) : null,
    assigneeId: change.assigneeId === undefined ? before.assigneeId : change.assigneeId,
    tagIds: changeTags(before.tagIds, change),
  };
  const lines = [...statusLines(before, work), ...assigneeLines(before, work), ...tagLines(before, work)];
  return lines.length === 0 ? { kind: "unchanged" } : { kind: "changed", work, lines };
}

function refuse({ status, snoozedUntil }: WorkChange, now: Instant): WorkRefusal | null {
  if (status !== "snoozed") {
    return snoozedUntil === undefined ? null : "time-without-snooze";
  }
  if (snoozedUntil === undefined) {
    return "snooze-needs-time";
  }
  if (snoozedUntil <= now) {
    return "snooze-not-in-future";
  }
  return snoozedUntil > now + longestSnoozeMs ? "snooze-too-long" : null;
}

function changeTags(before: readonly string[], { addTagIds = [], removeTagIds = [] }: WorkChange): string[] {
  return [...new Set([...before, ...addTagIds])].filter((id) => !removeTagIds.includes(id));
}

function statusLines(before: ThreadWork, after: ThreadWork): WorkLine[] {
  if (after.status === "snoozed") {
    const { snoozedUntil: until } = after;
    const isSame = before.status === "snoozed" && before.snoozedUntil === until;
    return isSame || until === null ? [] : [{ work: "snoozed", until }];
  }
  if (after.status === before.status) {
    return [];
  }
  if (after.status === "open") {
    return [{ work: openingOf(before.status) ?? "opened" }];
  }
  return [{ work: after.status }];
}

function assigneeLines(before: ThreadWork, { assigneeId }: ThreadWork): WorkLine[] {
  if (before.assigneeId === assigneeId) {
    return [];
  }
  return [assigneeId === null ? { work: "unassigned" } : { work: "assigned", userId: assigneeId }];
}

function tagLines(before: ThreadWork, after: ThreadWork): WorkLine[] {
  const added = after.tagIds.filter((id) => !before.tagIds.includes(id));
  const removed = before.tagIds.filter((id) => !after.tagIds.includes(id));
  return [
    ...(added.length === 0 ? [] : [{ work: "tagged" as const, tagIds: added }]),
    ...(removed.length === 0 ? [] : [{ work: "untagged" as const, tagIds: removed }]),
  ];
}

/**
 * What it means that a thread of this status is open from now on; null: it was. Every message that the customer waits
 * for an answer to opens the thread.
 */
export function openingOf(status: string): "opened" | "reopened" | "woken" | null {
  switch (status) {
    case "open":
      return null;
    case "resolved":
      return "reopened";
    case "snoozed":
      return "woken";
    default:
      return "opened";
  }
}
