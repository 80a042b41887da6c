import { type JoinedFields, joinCards } from "#domain/join-cards.ts";
import { openingOf } from "#domain/thread-work.ts";
import type { Instant } from "#domain/time.ts";
import { changeRow, type Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { moveRows } from "./people.ts";
import { publish } from "./publish.ts";
import { recordSystemLine } from "./record-line.ts";
import type { CustomerRow, ThreadRow } from "./rows.ts";

/** One card takes another in: one thread, both histories (N11). What was moved remembers where it was, for an undo. */
export function mergeCustomers(
  draft: Draft,
  env: RecordEnv,
  merge: { into: string; from: string; because: string; at: Instant; by?: string | null },
): void {
  const intoThread = draft.threads.rows.get(draft.threadByCustomer.get(merge.into) ?? "");
  const fromThread = draft.threads.rows.get(draft.threadByCustomer.get(merge.from) ?? "");
  if (intoThread === undefined || fromThread === undefined || intoThread.id === fromThread.id) {
    return;
  }
  const identityIds = moveRows(draft, merge.from, merge.into);
  moveHistory(draft, fromThread.id, intoThread.id);
  const { because, by = null, at } = merge;
  const fields = joinFields(draft, merge);
  draft.merges.push({
    fromThreadId: fromThread.id,
    intoThreadId: intoThread.id,
    fromCustomerId: merge.from,
    intoCustomerId: merge.into,
    identityIds,
    because,
    by,
    at,
    joined: fields,
  });
  changeRow(draft.customers, merge.from, { mergedInto: merge.into });
  changeRow(draft.threads, fromThread.id, { mergedInto: intoThread.id });
  changeRow(draft.threads, intoThread.id, joined(intoThread, fromThread));
  draft.threadByCustomer.set(merge.from, intoThread.id);
  const { name = null } = draft.customers.rows.get(merge.from) ?? {};
  const line = { line: "merged", customerId: merge.from, name, because };
  recordSystemLine(draft, env, intoThread.id, at, line, { authorId: by });
  if (fromThread.waitingSince !== null) {
    openAgain(draft, env, intoThread.id, merge.at);
  }
  tellBoth(draft, [
    { threadId: fromThread.id, customerId: merge.from },
    { threadId: intoThread.id, customerId: merge.into },
  ]);
}

/** Every screen that shows one of them reads it again, the messages too. */
export function tellBoth(draft: Draft, both: readonly { threadId: string; customerId: string }[]): void {
  for (const { threadId, customerId } of both) {
    publish(draft, { kind: "thread.changed", threadId });
    publish(draft, { kind: "customer.changed", threadId, customerId });
    publish(draft, { kind: "history.changed", threadId });
  }
}

/** The card that stays takes over what it did not know. */
function joinFields(draft: Draft, { into, from }: { into: string; from: string }): JoinedFields {
  const [intoCard, fromCard] = [draft.customers.rows.get(into), draft.customers.rows.get(from)];
  if (intoCard === undefined || fromCard === undefined) {
    return { before: {}, after: {} };
  }
  const joined = joinCards(intoCard, fromCard);
  changeRow<CustomerRow>(draft.customers, into, joined.after);
  return joined;
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
