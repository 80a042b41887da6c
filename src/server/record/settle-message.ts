import { combineAttempts, type MessageState } from "#domain/combine-attempts.ts";
import { type CountingMessage, timeOf } from "#domain/conversation.ts";
import { plannedAttempt, reachedAt } from "#domain/delivery-status.ts";
import { earliestMoved } from "#domain/derive-conversations.ts";
import { recordFreeTextDelivered, recordRefusal } from "#domain/window.ts";
import { countingMessage } from "./counting-message.ts";
import { changeRow, type Draft, keyOf, pairOf } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { MessageRow } from "./rows.ts";
import { settleCharge } from "./settle-charge.ts";
import { settleFreeEntry } from "./settle-free-entry.ts";
import { settlePair } from "./settle-pair.ts";
import { showInThread } from "./show-in-thread.ts";
import { announceWindow } from "./window-events.ts";

/** Joins what is known of all attempts into the message (L5), then window, conversations and charge follow. */
export function settleMessage(
  draft: Draft,
  env: RecordEnv,
  messageId: string,
  { retry }: { retry: boolean },
): void {
  const attempts = [...draft.attempts.rows.values()]
    .filter((row) => row.messageId === messageId)
    .sort((a, b) => a.number - b.number)
    .map((row) => row.state);
  showState(draft, env, messageId, combineAttempts(retry ? [...attempts, plannedAttempt] : attempts));
}

/** Writes a state into the message row and settles everything that hangs on it. */
export function showState(draft: Draft, env: RecordEnv, messageId: string, state: MessageState): void {
  const before = draft.messages.rows.get(messageId);
  if (before === undefined) {
    return;
  }
  const old = countingMessage(before);
  const shown = changeRow(draft.messages, messageId, {
    status: state.status,
    failure: state.failure,
    remark: state.remark,
    attemptAt: state.attemptAt ?? before.attemptAt,
    acceptedAt: state.acceptedAt,
    deliveredAt: state.deliveredAt,
    readAt: state.readAt,
    playedAt: state.playedAt,
    failedAt: state.failedAt,
  });
  const counting = countingMessage(shown);
  const after = changeRow(draft.messages, messageId, {
    countedAt: counting === null ? null : timeOf(counting),
  });
  settleWindow(draft, env, before, after);
  settleFreeEntry(draft, after, reachedAt(state));
  settleConversations(draft, after, { old, counting });
  settleCharge(draft, env, messageId, state);
  if (before.status !== after.status) {
    draft.events.push({ kind: "message.changed", threadId: after.threadId, messageId, status: after.status });
  }
  if (draft.threads.rows.get(after.threadId)?.lastMessageId === messageId) {
    showInThread(draft, after);
  }
}

function settleConversations(
  draft: Draft,
  message: MessageRow,
  { old, counting }: { old: CountingMessage | null; counting: CountingMessage | null },
): void {
  const from = earliestMoved(old, counting);
  if (from === null || message.channelId === null || message.identityId === null) {
    return;
  }
  pairOf(draft, message.channelId, message.identityId).messageIds.add(message.id);
  settlePair(draft, {
    channelId: message.channelId,
    identityId: message.identityId,
    threadId: message.threadId,
    from,
  });
}

/** 131047 closes the window "according to WhatsApp"; a free text that arrives proves the contrary (W9). */
function settleWindow(draft: Draft, env: RecordEnv, before: MessageRow, after: MessageRow): void {
  const key = keyOf(after.channelId ?? "", after.identityId ?? "");
  const window = draft.windows.rows.get(key);
  if (
    window === undefined ||
    after.attemptAt === null ||
    after.kind === "template" ||
    before.status === after.status
  ) {
    return;
  }
  const refused = after.status === "failed" && after.failure?.reason === "window";
  const arrived = after.deliveredAt !== null || after.readAt !== null;
  if (!refused && !arrived) {
    return;
  }
  const { refusedAttemptAt } = refused
    ? recordRefusal(window, after.attemptAt, window.deliveredAttemptAt)
    : recordFreeTextDelivered(window, after.attemptAt);
  const deliveredAttemptAt = refused
    ? window.deliveredAttemptAt
    : Math.max(window.deliveredAttemptAt ?? after.attemptAt, after.attemptAt);
  if (refusedAttemptAt === window.refusedAttemptAt && deliveredAttemptAt === window.deliveredAttemptAt) {
    return;
  }
  changeRow(draft.windows, key, { refusedAttemptAt, deliveredAttemptAt });
  if (refusedAttemptAt !== window.refusedAttemptAt) {
    announceWindow(draft, window.channelId, window.identityId, env.now);
  }
}
