import { openingOf } from "#domain/thread-work.ts";
import type { Instant } from "#domain/time.ts";
import { changeRow, type Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { noteLostWindow } from "./lost-windows.ts";
import { recordSystemLine } from "./record-line.ts";
import type { MessageRow } from "./rows.ts";

/** A message of a person, on any channel or in the phone app, answers the thread; automatic ones and notes do not. */
export function answerThread(draft: Draft, message: MessageRow, at: Instant): void {
  const { threadId } = message;
  const thread = draft.threads.rows.get(threadId);
  if (thread !== undefined) {
    noteLostWindow(draft, threadId, { at, message });
    changeRow(draft.threads, threadId, {
      lastPersonAt: Math.max(thread.lastPersonAt ?? at, at),
      waitingSince: null,
      waitingChannelId: null,
      waitingIdentityId: null,
    });
  }
}

/**
 * The thread waits for a person since the first unanswered message; the answer goes where the last one came from. One
 * that was resolved, put off or waiting for others is open again: its version moves, and a line says why.
 */
export function makeThreadWait(draft: Draft, env: RecordEnv, message: MessageRow): void {
  const thread = draft.threads.rows.get(message.threadId);
  if (thread !== undefined) {
    changeRow(draft.threads, thread.id, {
      unread: thread.unread + 1,
      waitingSince: thread.waitingSince ?? message.sentAt,
      waitingChannelId: message.channelId,
      waitingIdentityId: message.identityId,
      replyChannelId: message.channelId,
      replyIdentityId: message.identityId,
      status: "open",
    });
    const opening = openingOf(thread.status);
    if (opening !== null) {
      changeRow(draft.threads, thread.id, { version: thread.version + 1 });
      draft.opened.add(thread.id);
      recordSystemLine(draft, env, thread.id, message.sentAt, { work: opening, by: "customer" });
    }
  }
}
