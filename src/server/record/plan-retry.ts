import { minuteMs } from "#domain/time.ts";
import { attemptsOf } from "./attempts.ts";
import { laneOf } from "./decide-submitted.ts";
import type { Draft } from "./draft.ts";
import type { AttemptRow } from "./rows.ts";

const mostAttempts = 3;

/**
 * Puts a message back into the queue whose attempt failed later by a status with a transient code (L5): a new attempt
 * row, after a pause that doubles. False when it was tried often enough, is automatic (R12), or has a later attempt.
 */
export function planRetry(draft: Draft, failed: AttemptRow): boolean {
  const message = draft.messages.rows.get(failed.messageId);
  const attempts = attemptsOf(draft, failed.messageId);
  if (
    message === undefined ||
    message.channelId === null ||
    message.automatic ||
    attempts.length >= mostAttempts ||
    attempts.at(-1)?.id !== failed.id
  ) {
    return false;
  }
  draft.queued.set(message.id, {
    workspaceId: message.workspaceId,
    messageId: message.id,
    channelId: message.channelId,
    lane: laneOf(message.channelId, message.identityId),
    seq: message.seq,
    delayMs: minuteMs * 2 ** (attempts.length - 1),
  });
  draft.unqueued.delete(message.id);
  return true;
}
