import type { Instant } from "#domain/time.ts";
import { answerThread } from "./answer-thread.ts";
import { changeRow, type Draft } from "./draft.ts";
import type { MessageRow } from "./rows.ts";
import { showInThread } from "./show-in-thread.ts";

/** What a message carries that its author can still take back: until when. */
export type HeldPayload = { undoUntil: string };

/** Marks a message that waits a moment before it goes out; null: it goes at once. */
export function heldPayload(at: Instant, delayMs: number | undefined): HeldPayload | null {
  return delayMs === undefined || delayMs === 0 ? null : { undoUntil: new Date(at + delayMs).toISOString() };
}

/** Whether a message was given with a moment to take it back. */
export function isHeld({ payload }: Pick<MessageRow, "payload">): boolean {
  return typeof payload === "object" && payload !== null && "undoUntil" in payload;
}

/**
 * The moment to take it back is over: only now the message answers the thread and is its newest item. What the customer
 * wrote meanwhile still waits.
 */
export function releaseHeld(draft: Draft, message: MessageRow): void {
  const thread = draft.threads.rows.get(message.threadId);
  if (thread === undefined) {
    return;
  }
  const shown = thread.lastMessage;
  // Ids grow with the order of receipt, to the millisecond; WhatsApp's times are whole seconds.
  const newest = shown?.direction === "in" && shown.id > message.id ? shown.sentAt : null;
  const { waitingSince, waitingChannelId, waitingIdentityId } = thread;
  // Nobody waits any more where the thread was resolved meanwhile.
  const since = waitingSince === null ? null : newest;
  answerThread(draft, message, message.sentAt);
  if (since !== null) {
    changeRow(draft.threads, thread.id, { waitingSince: since, waitingChannelId, waitingIdentityId });
  }
  showInThread(draft, message);
}
