import type { LiveEvent } from "#contract/events.ts";
import type { Draft } from "./draft.ts";

/** Tells the stream what changed; an earlier event of the batch about the same thing gives way to this one. */
export function publish(draft: Draft, event: LiveEvent): void {
  const key = subjectOf(event);
  draft.events.delete(key);
  draft.events.set(key, event);
}

function subjectOf(event: LiveEvent): string {
  switch (event.kind) {
    case "message.created":
    case "message.changed":
      return `${event.kind} ${event.messageId}`;
    case "window.changed":
      return `window ${event.window.channelId} ${event.window.identityId}`;
    case "conversation.changed":
      return `conversation ${event.conversation.id}`;
    case "conversation.removed":
      return `conversation ${event.conversationId}`;
    case "thread.changed":
      return `thread ${event.threadId}`;
    default:
      return JSON.stringify(event);
  }
}
