import { openingOf } from "#domain/thread-work.ts";
import type { Instant } from "#domain/time.ts";
import { changeRow, type Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { moveRows } from "./people.ts";
import { publish } from "./publish.ts";
import { recordSystemLine } from "./record-line.ts";
import type { ThreadRow } from "./rows.ts";

/** One card takes another in: one thread, both histories (N11). What was moved remembers where it was, for an undo. */
export function mergeCustomers(
  draft: Draft,
  env: RecordEnv,
  merge: { into: string; from: string; because: string; at: Instant },
): void {
  const intoThread = draft.threads.rows.get(draft.threadByCustomer.get(merge.into) ?? "");
  const fromThread = draft.threads.rows.get(draft.threadByCustomer.get(merge.from) ?? "");
  if (intoThread === undefined || fromThread === undefined || intoThread.id === fromThread.id) {
    return;
  }
  const identityIds = moveRows(draft, merge.from, merge.into);
  moveHistory(draft, fromThread.id, intoThread.id);
  draft.merges.push({ fromThreadId: fromThread.id, intoThreadId: intoThread.id, identityIds });
  changeRow(draft.customers, merge.from, { mergedInto: merge.into });
  changeRow(draft.threads, fromThread.id, { mergedInto: intoThread.id });
  changeRow(draft.threads, intoThread.id, joined(intoThread, fromThread));
  draft.threadByCustomer.set(merge.from, intoThread.id);
  recordSystemLine(draft, env, intoThread.id, merge.at, {
    line: "merged",
    customerId: merge.from,
    because: merge.because,
  });
  if (fromThread.waitingSince !== null) {
    openAgain(draft, env, intoThread.id, merge.at);
  }
  publish(draft, { kind: "thread.changed", threadId: fromThread.id });
  publish(draft, { kind: "thread.changed", threadId: intoThread.id });
}

/** Who waits must be seen, also in a thread that was resolved or put off before. */
function openAgain(draft: Draft, env: RecordEnv, threadId: string, at: Instant): void {
  const thread = draft.threads.rows.get(threadId);
  const opening = thread === undefined ? null : openingOf(thread.status);
  if (thread !== undefined && opening !== null) {
    changeRow(draft.threads, threadId, { status: "open", version: thread.version + 1 });
    draft.opened.add(threadId);
    recordSystemLine(draft, env, threadId, at, { work: opening, by: "customer" });
  }
}

/** The rows that this batch has in hand; the others are moved in sets when the draft is written. */
function moveHistory(draft: Draft, from: string, threadId: string): void {
  for (const [key, row] of draft.messages.rows) {
    if (row.threadId === from) {
      changeRow(draft.messages, key, { threadId });
    }
  }
  for (const [key, row] of draft.windows.rows) {
    if (row.threadId === from) {
      changeRow(draft.windows, key, { threadId });
    }
  }
  for (const [key, row] of draft.conversations.rows) {
    if (row.threadId === from) {
      changeRow(draft.conversations, key, { threadId });
    }
  }
}

/** Who waits in one of both threads still waits, and the newest item of both is the newest. */
function joined(into: ThreadRow, from: ThreadRow): Partial<ThreadRow> {
  const waits =
    from.waitingSince !== null && (into.waitingSince === null || from.waitingSince < into.waitingSince);
  const isNewer = from.lastMessage !== null && (into.lastMessage?.sentAt ?? 0) < from.lastMessage.sentAt;
  return {
    unread: into.unread + from.unread,
    lastActivityAt: Math.max(into.lastActivityAt, from.lastActivityAt),
    lastPersonAt: later(into.lastPersonAt, from.lastPersonAt),
    lastAutomaticAt: later(into.lastAutomaticAt, from.lastAutomaticAt),
    ...(waits && {
      waitingSince: from.waitingSince,
      waitingChannelId: from.waitingChannelId,
      waitingIdentityId: from.waitingIdentityId,
    }),
    ...(isNewer && {
      lastMessageId: from.lastMessageId,
      lastMessage: from.lastMessage,
      replyChannelId: from.replyChannelId ?? into.replyChannelId,
      replyIdentityId: from.replyIdentityId ?? into.replyIdentityId,
    }),
  };
}

function later(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
