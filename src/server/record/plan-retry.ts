import { minuteMs } from "#domain/time.ts";
import type { Draft } from "./draft.ts";

const mostAttempts = 3;

/**
 * Puts a message back into the queue whose attempt failed later by a status with a transient code (L5): a new attempt
 * row, after a pause that doubles. False when it has been tried often enough.
 */
export function planRetry(draft: Draft, messageId: string): boolean {
  const message = draft.messages.rows.get(messageId);
  const tries = [...draft.attempts.rows.values()].filter((row) => row.messageId === messageId).length;
  if (message === undefined || message.channelId === null || tries >= mostAttempts) {
    return false;
  }
  draft.queued.push({
    workspaceId: message.workspaceId,
    messageId,
    channelId: message.channelId,
    lane: message.identityId ?? message.channelId,
    seq: message.seq,
    delayMs: minuteMs * 2 ** (tries - 1),
  });
  return true;
}
