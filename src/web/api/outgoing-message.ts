import type { Message, SendMessageBody } from "#contract/messages.ts";
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
    const { attachments } = original;
    return { ...original, ...pending, attachments, payload: pending.payload ?? original.payload };
  }
  const { body, template } = what;
  return {
    ...pending,
    kind: body.kind,
    direction: body.kind === "note" ? "note" : "out",
    channelId: "channelId" in body ? body.channelId : null,
    identityId: "identityId" in body ? (body.identityId ?? null) : null,
    text: textOf(body),
    payload: pending.payload ?? contentOf(body),
    attachments: what.files,
    subject: body.kind === "email" ? body.subject : null,
    answersId: "answersId" in body ? (body.answersId ?? null) : null,
    ...(template === null ? {} : { template }),
  };
}

/** The line of it that the server will keep. */
function textOf(body: SendMessageBody): string | null {
  if ("text" in body) {
    return body.text ?? null;
  }
  return body.kind === "interactive" ? body.interactive.body : null;
}

/** What it carries beyond that, as the server will keep it. */
function contentOf(body: SendMessageBody): object | null {
  switch (body.kind) {
    case "location":
      return { location: body.location };
    case "contacts":
      return { contacts: body.contacts };
    case "interactive":
      return { interactive: body.interactive };
    case "audio":
      return body.voice === true ? { voice: true } : null;
    default:
      return null;
  }
}
