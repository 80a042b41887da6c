import { changeRow, type Draft, keyOf } from "./draft.ts";
import type { AttemptRow } from "./rows.ts";

/** Takes the provider's id of an attempt: statuses, quotes and mails that answer find the message by it. */
export function nameMessage(draft: Draft, attempt: AttemptRow, providerId: string): void {
  if (attempt.providerId === providerId) {
    return;
  }
  changeRow(draft.attempts, attempt.id, { providerId });
  changeRow(draft.messages, attempt.messageId, { providerId });
  draft.attemptByProvider.set(keyOf(attempt.channelId, providerId), attempt.id);
  draft.messageByProvider.set(keyOf(attempt.channelId, providerId), attempt.messageId);
}
