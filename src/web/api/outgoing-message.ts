import type { Message } from "#contract/messages.ts";
import type { OutboxEntry } from "./outbox.ts";

/** Something on its way as the thread shows it at once, before the server has answered. */
export function outgoingMessage(entry: OutboxEntry, author: { id: string; name: string }): Message {
  const { clientId, threadId, at, what, isTried } = entry;
  const sentAt = new Date(at).toISOString();
  const pending = {
    id: clientId,
    threadId,
    clientId,
    seq: Number.MAX_SAFE_INTEGER,
    status: "queued" as const,
    providerId: null,
    conversationId: null,
    automatic: false,
    author,
    payload: isTried ? null : { waitsForConnection: true },
    attachments: [],
    reactions: [],
    answersId: null,
    sentAt,
    receivedAt: sentAt,
  };
  if (what.kind === "again") {
    const { error: _, charge: __, ...original } = what.original;
    return { ...original, ...pending };
  }
  const { body, template } = what;
  return {
    ...pending,
    kind: body.kind,
    direction: body.kind === "note" ? "note" : "out",
    channelId: body.kind === "note" ? null : body.channelId,
    identityId: body.kind === "note" ? null : (body.identityId ?? null),
    text: body.kind === "template" ? null : body.text,
    subject: body.kind === "email" ? body.subject : null,
    answersId: body.kind === "text" || body.kind === "email" ? (body.answersId ?? null) : null,
    ...(template === null ? {} : { template }),
  };
}
