import type { Draft } from "./draft.ts";

/** Takes a message out of the delivery queue. */
export function unqueue(draft: Draft, messageId: string): void {
  draft.queued.delete(messageId);
  draft.waiting.delete(messageId);
  draft.unqueued.add(messageId);
}
