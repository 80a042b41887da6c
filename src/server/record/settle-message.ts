import { combineAttempts, type MessageState } from "#domain/combine-attempts.ts";
import { type CountingMessage, timeOf } from "#domain/conversation.ts";
import { type AttemptState, hasReached, plannedAttempt, reachedAt } from "#domain/delivery-status.ts";
import { earliestMoved } from "#domain/derive-conversations.ts";
import { recordFreeTextDelivered, recordRefusal } from "#domain/window.ts";
import { attemptsOf } from "./attempts.ts";
import { countingMessage } from "./counting-message.ts";
import { changeRow, type Draft, keyOf, pairOf } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { noteMailAnswer } from "./lost-windows.ts";
import { publish } from "./publish.ts";
import type { MessageRow } from "./rows.ts";
import { settleCharge } from "./settle-charge.ts";
import { settleFreeEntry } from "./settle-free-entry.ts";
import { settlePair } from "./settle-pair.ts";
import { showInThread } from "./show-in-thread.ts";
import { takeRefusedMarketing } from "./take-refused-marketing.ts";
import { unqueue } from "./unqueue.ts";
import { announceWindow } from "./window-events.ts";

/**
 * Joins what is known of all attempts into the message (L5), then window, conversations and charge follow. `isPlanned`:
 * it stands in the queue for one more attempt, which is given up when an earlier one reached the customer after all (P4).
 */
export function settleMessage(
  draft: Draft,
  env: RecordEnv,
  messageId: string,
  { isPlanned }: { isPlanned: boolean },
): void {
  const states = attemptsOf(draft, messageId).map((row) => row.state);
  const state = combineAttempts(isPlanned ? [...states, plannedAttempt] : states);
  if (isPlanned && hasReached(state.status)) {
    unqueue(draft, messageId);
  }
  showState(draft, env, messageId, state);
}

/** Writes a state into the message row and settles everything that hangs on it. */
export function showState(draft: Draft, env: RecordEnv, messageId: string, state: MessageState): void {
  const before = draft.messages.rows.get(messageId);
  if (before === undefined) {
    return;
  }
  const old = countingMessage(before);
  const attemptAt = state.attemptAt ?? before.attemptAt;
  const shown = changeRow(draft.messages, messageId, {
    status: state.status,
    failure: state.failure,
    remark: state.remark,
    attemptAt,
    acceptedAt: state.acceptedAt,
    deliveredAt: state.deliveredAt,
    readAt: state.readAt,
    playedAt: state.playedAt,
    failedAt: state.failedAt,
    // What was judged of another attempt says nothing about this one.
    windowOpenAtAttempt: attemptAt === before.attemptAt ? before.windowOpenAtAttempt : null,
  });
  const counting = countingMessage(shown);
  const after = changeRow(draft.messages, messageId, {
    countedAt: counting === null ? null : timeOf(counting),
  });
  settleWindow(draft, env, before, after);
  noteMailAnswer(draft, before, after);
  settleFreeEntry(draft, after, reachedAt(state));
  settleConversations(draft, after, { old, counting });
  settleCharge(draft, env, messageId, state);
  settleMovedCharges(draft, env, messageId);
  if (before.status !== after.status) {
    draft.moves.push({
      channel: draft.channels.get(after.channelId ?? "")?.kind ?? "none",
      status: after.status,
      reason: after.failure?.reason ?? null,
    });
    publish(draft, { kind: "message.changed", threadId: after.threadId, messageId, status: after.status });
    takeRefusedMarketing(draft, env, after);
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

/** Until 2025-06-30 the one charge of a conversation moves with its opener, from and to other messages (K12, K14). */
function settleMovedCharges(draft: Draft, env: RecordEnv, settledId: string): void {
  for (const id of draft.moved) {
    const message = draft.messages.rows.get(id);
    if (id !== settledId && message !== undefined && draft.charges.has(id)) {
      settleCharge(draft, env, id, stateOf(message));
    }
  }
  draft.moved.clear();
}

/** What a message's row says of all its attempts together. */
function stateOf(message: MessageRow): AttemptState {
  const { status, failure, remark, attemptAt, acceptedAt, deliveredAt, readAt, playedAt, failedAt } = message;
  return {
    ...plannedAttempt,
    status: status === "received" || status === "noted" ? "queued" : status,
    ...{ failure, remark, attemptAt, acceptedAt, deliveredAt, readAt, playedAt, failedAt },
  };
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
