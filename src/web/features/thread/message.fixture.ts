import type { Message } from "#contract/messages.ts";

let last = 0;

/** A message with nothing special about it; tests set what they are about. */
export function messageWith(part: Partial<Message>): Message {
  last += 1;
  const sentAt = part.sentAt ?? "2026-03-10T17:02:00.000Z";
  return {
    id: `m${last}`,
    threadId: "t",
    seq: last,
    providerId: null,
    clientId: null,
    direction: "in",
    kind: "text",
    channelId: "c",
    identityId: "i",
    conversationId: null,
    automatic: false,
    author: null,
    text: "¿Hay parking?",
    subject: null,
    answersId: null,
    payload: null,
    attachments: [],
    reactions: [],
    status: part.direction === undefined || part.direction === "in" ? "received" : "sent",
    sentAt,
    receivedAt: sentAt,
    ...part,
  };
}
