import { type Conversation, conversationForFreeText, isRunning } from "./conversation.ts";
import type { Instant } from "./time.ts";

/** A customer message of one (channel, identity); `refersTo` is our message that it quotes or whose button it taps. */
export type InboundToAssign = { sentAt: Instant; refersTo: string | null };

/** K9: the id of the conversation in which a customer message is listed; null when none runs. It never opens one. */
export function assignInbound(
  inbound: InboundToAssign,
  conversations: readonly Conversation[],
): string | null {
  const running = conversations.filter((conversation) => isRunning(conversation, inbound.sentAt));
  const { refersTo } = inbound;
  const referred =
    refersTo === null ? undefined : running.find(({ messageIds }) => messageIds.includes(refersTo));
  return (referred ?? conversationForFreeText(running))?.id ?? null;
}

/** A customer message with the conversation in which K9 lists it. */
export type AssignedInbound = { id: string; sentAt: Instant; conversationId: string | null };

/**
 * K9: the customer message that a conversation came from ("por el mensaje de las 18:02"): the last one before the opener
 * that is in no conversation. Provider times have whole seconds, so one of the opener's own moment counts as before it.
 * What the business began has no cause.
 */
export function causeOf(conversation: Conversation, inbounds: readonly AssignedInbound[]): string | null {
  if (conversation.startedBy === "business") {
    return null;
  }
  const candidates = inbounds.filter(({ sentAt, conversationId }) =>
    conversationId === null
      ? sentAt <= conversation.startsAt
      : conversationId === conversation.id && sentAt === conversation.startsAt,
  );
  const last = candidates.reduce<AssignedInbound | null>(
    (latest, next) => (latest !== null && latest.sentAt > next.sentAt ? latest : next),
    null,
  );
  return last?.id ?? null;
}
