import type { Message } from "#contract/messages.ts";
import { messageStatus } from "#contract/messages.ts";
import { formatMillionths } from "#domain/money.ts";
import type { AttachmentColumns, ChargeColumns, MessageColumns } from "./messages.queries.ts";

/** One item of a thread as the API shows it. */
export function viewMessage(row: MessageColumns): Message {
  return {
    id: row.id,
    threadId: row.threadId,
    seq: row.seq,
    providerId: row.providerId,
    clientId: row.clientId,
    direction: row.direction,
    kind: row.kind,
    channelId: row.channelId,
    identityId: row.identityId,
    conversationId: row.conversationId,
    automatic: row.automatic,
    author: row.authorId === null ? null : { id: row.authorId, name: row.authorName ?? "" },
    text: row.text,
    ...viewTemplate(row),
    subject: row.subject,
    answersId: row.answersId,
    ...(row.quoted === null ? {} : { quoted: viewQuoted(row.quoted) }),
    ...(row.mayHaveArrivedTwice ? { mayHaveArrivedTwice: true } : {}),
    payload: row.payload,
    attachments: (row.attachments ?? []).map(viewAttachment),
    reactions: [
      ...(row.reactions ?? []).map(({ emoji }) => ({ emoji, by: "customer" as const })),
      ...viewOurReaction(row),
    ],
    status: viewStatus(row),
    ...viewFailure(row),
    sentAt: new Date(row.sentAt).toISOString(),
    receivedAt: new Date(row.receivedAt).toISOString(),
    ...(row.charge === null ? {} : { charge: viewCharge(row.charge) }),
  };
}

/** One that did not get there is shown as such; one that was taken off is none. */
function viewOurReaction({ ourReaction }: MessageColumns): Message["reactions"] {
  if (ourReaction === null || (ourReaction.emoji ?? "") === "") {
    return [];
  }
  const { emoji, messageId, status } = ourReaction;
  return [{ emoji: emoji ?? "", by: "business", messageId, status: messageStatus.parse(status) }];
}

/** Notes have no delivery: they are simply here. */
function viewStatus({ status }: MessageColumns): Message["status"] {
  return status === "noted" ? "received" : messageStatus.parse(status);
}

function viewFailure({ failure, remark }: MessageColumns): Pick<Message, "error"> {
  const told = failure ?? remark;
  if (told === null) {
    return {};
  }
  const code = told.reason.toUpperCase().replaceAll("-", "_");
  return { error: { code, reason: told.reason, providerCode: told.code } };
}

function viewQuoted({ id, direction, kind, text }: NonNullable<MessageColumns["quoted"]>) {
  return { id, direction, kind, text };
}

function viewTemplate({ template }: MessageColumns): Pick<Message, "template"> {
  if (template === null) {
    return {};
  }
  const { name, language, category, header, body, footer, buttons } = template;
  return {
    template: {
      name,
      language,
      category,
      header,
      body,
      footer,
      buttons: buttons.map(({ type, text, value }) => ({ type, text, value })),
    },
  };
}

function viewAttachment({ id, name, type, size, state }: AttachmentColumns): Message["attachments"][number] {
  return { id, name, type, size, state, url: state === "stored" ? `/api/v1/attachments/${id}` : null };
}

function viewCharge(charge: ChargeColumns): NonNullable<Message["charge"]> {
  return {
    amount: charge.amount === null ? null : formatMillionths(charge.amount),
    currency: charge.currency,
    state: charge.state,
    category: charge.category,
    type: charge.type,
    market: charge.market,
    reason: charge.reason,
  };
}
