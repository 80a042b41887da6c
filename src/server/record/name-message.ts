import { attemptsOf } from "./attempts.ts";
import { changeRow, type Draft, keyOf } from "./draft.ts";
import type { AttemptRow } from "./rows.ts";

/**
 * Takes the provider's id of an attempt: statuses, quotes and mails that answer find the message by it. An id that
 * another message has already is never taken away from it. The message shows the id of its newest attempt.
 */
export function nameMessage(draft: Draft, attempt: AttemptRow, providerId: string): void {
  const key = keyOf(attempt.channelId, providerId);
  if (attempt.providerId === providerId || draft.attemptByProvider.has(key)) {
    return;
  }
  changeRow(draft.attempts, attempt.id, { providerId });
  draft.attemptByProvider.set(key, attempt.id);
  const named = attemptsOf(draft, attempt.messageId).filter((row) => row.providerId !== null);
  if (named.at(-1)?.id === attempt.id && !draft.messageByProvider.has(key)) {
    changeRow(draft.messages, attempt.messageId, { providerId });
    draft.messageByProvider.set(key, attempt.messageId);
  }
}
