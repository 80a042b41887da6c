import type { Conversation } from "./conversation.ts";

/** What deriving again did to the stored conversations; published together, in one transaction. */
export type ConversationChanges = { removed: Conversation[]; changed: Conversation[]; added: Conversation[] };

/** Compares the stored conversations of the derived span with the derived ones, by id. */
export function compareConversations(
  before: readonly Conversation[],
  after: readonly Conversation[],
): ConversationChanges {
  const known = new Map(before.map((conversation) => [conversation.id, conversation]));
  const kept = new Set(after.map(({ id }) => id));
  return {
    removed: before.filter(({ id }) => !kept.has(id)),
    changed: after.filter((conversation) => {
      const old = known.get(conversation.id);
      return old !== undefined && !isSame(old, conversation);
    }),
    added: after.filter(({ id }) => !known.has(id)),
  };
}

function isSame(a: Conversation, b: Conversation): boolean {
  return (
    a.category === b.category &&
    a.startedBy === b.startedBy &&
    a.startsAt === b.startsAt &&
    a.endsAt === b.endsAt &&
    a.provisional === b.provisional &&
    a.messageIds.length === b.messageIds.length &&
    a.messageIds.every((id, index) => id === b.messageIds[index])
  );
}
