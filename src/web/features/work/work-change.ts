import type { TagView } from "#contract/tags.ts";
import type { ThreadItem } from "#contract/threads.ts";
import type { RouteInput } from "../../api/call-route.ts";

/** What a person changes about threads. */
export type WorkChange = {
  status?: ThreadItem["status"];
  /** ISO; only with the status "snoozed". */
  snoozedUntil?: string;
  assignee?: { id: string; name: string } | null;
  addTags?: readonly TagView[];
  removeTags?: readonly TagView[];
};

/** The part of a thread that work needs; list items and whole threads have it. */
export type WorkThread = Pick<
  ThreadItem,
  "id" | "version" | "status" | "snoozedUntil" | "assignee" | "tags" | "lastMessage" | "customer"
>;

export type ThreadChange = RouteInput<"changeThreads">["body"]["changes"][number];

/** The change as the API takes it, with what this person saw. */
export function toThreadChange(
  { id, version, lastMessage }: Pick<WorkThread, "id" | "version" | "lastMessage">,
  { status, snoozedUntil, assignee, addTags, removeTags }: WorkChange,
): ThreadChange {
  return {
    id,
    version,
    ...(lastMessage === null ? {} : { seenMessageId: lastMessage.id }),
    ...(status === undefined ? {} : { status }),
    ...(snoozedUntil === undefined ? {} : { snoozedUntil }),
    ...(assignee === undefined ? {} : { assigneeId: assignee?.id ?? null }),
    ...(addTags === undefined ? {} : { addTagIds: addTags.map((tag) => tag.id) }),
    ...(removeTags === undefined ? {} : { removeTagIds: removeTags.map((tag) => tag.id) }),
  };
}

/** The thread as it is shown until the server has answered. */
export function applyChange<Thread extends WorkThread>(thread: Thread, change: WorkChange): Thread {
  const status = change.status ?? thread.status;
  const removed = new Set(change.removeTags?.map(({ id }) => id));
  const added = change.addTags?.filter(({ id }) => !thread.tags.some((tag) => tag.id === id)) ?? [];
  return {
    ...thread,
    status,
    snoozedUntil: status === "snoozed" ? (change.snoozedUntil ?? thread.snoozedUntil) : null,
    assignee: change.assignee === undefined ? thread.assignee : change.assignee,
    tags: [...thread.tags, ...added].filter(({ id }) => !removed.has(id)),
  };
}

/** What takes a change back, given how the thread was; null: it had changed nothing. A snooze that is over stays over. */
export function inverseOf(before: WorkThread, change: WorkChange, now: number): WorkChange | null {
  const { status, assignee, addTags = [], removeTags = [] } = change;
  const had = (id: string): boolean => before.tags.some((tag) => tag.id === id);
  const removeAgain = addTags.filter(({ id }) => !had(id));
  const addAgain = removeTags.filter(({ id }) => had(id));
  const inverse: WorkChange = {
    ...(status === undefined ? {} : statusOf(before, now)),
    ...(assignee === undefined || assignee?.id === before.assignee?.id ? {} : { assignee: before.assignee }),
    ...(removeAgain.length === 0 ? {} : { removeTags: removeAgain }),
    ...(addAgain.length === 0 ? {} : { addTags: addAgain }),
  };
  return Object.keys(inverse).length === 0 ? null : inverse;
}

function statusOf({ status, snoozedUntil }: WorkThread, now: number): WorkChange {
  if (status !== "snoozed" || snoozedUntil === null) {
    return { status };
  }
  return Date.parse(snoozedUntil) > now ? { status, snoozedUntil } : { status: "open" };
}

/**
 * Whether a change can still be taken back although somebody touched the thread since: what was set is as it was set, and
 * nothing that the customer wrote since would be put away.
 */
export function mayStillUndo(after: WorkThread, now: WorkThread, inverse: WorkChange): boolean {
  const putsAway = inverse.status === "resolved" || inverse.status === "snoozed";
  return (
    (inverse.status === undefined ||
      (now.status === after.status && now.snoozedUntil === after.snoozedUntil)) &&
    (inverse.assignee === undefined || now.assignee?.id === after.assignee?.id) &&
    !(putsAway && now.lastMessage?.id !== after.lastMessage?.id)
  );
}
