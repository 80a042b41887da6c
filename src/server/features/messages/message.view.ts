import type { Message } from "#contract/messages.ts";
import { messageStatus } from "#contract/messages.ts";
import { capEndsAt } from "#domain/marketing-cap.ts";
import { formatMillionths } from "#domain/money.ts";
import { plainName } from "#domain/plain-name.ts";
import type { SubmittedTemplate } from "../../record/facts.ts";
import { ownMediaOf } from "./header-file.ts";
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
    text: textNow(row),
    ...viewTemplate(row),
    subject: row.subject,
    answersId: row.answersId,
    ...(row.quoted === null ? {} : { quoted: viewQuoted(row.quoted) }),
    ...(row.mayHaveArrivedTwice ? { mayHaveArrivedTwice: true } : {}),
    ...viewAmendments(row),
    ...viewAmends(row),
    payload: row.payload,
    attachments: (row.attachments ?? []).map(viewAttachment),
    reactions: [
      ...(row.reactions ?? []).map(({ emoji }) => ({ emoji, by: "customer" as const })),
      ...viewOurReaction(row),
    ],
    status: viewStatus(row),
    ...viewFailure(row),
    sentAt: isoTime(row.sentAt),
    receivedAt: isoTime(row.receivedAt),
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

function viewFailure(row: MessageColumns): Pick<Message, "error"> {
  const told = row.failure ?? row.remark;
  if (told === null) {
    return {};
  }
  const code = told.reason.toUpperCase().replaceAll("-", "_");
  const retryAt = retryTimeOf(row);
  const later = retryAt === null ? {} : { retryAt: isoTime(retryAt) };
  return { error: { code, reason: told.reason, providerCode: told.code, ...later } };
}

/** When a message that WhatsApp's cap on marketing stopped may be sent again; null for every other one. */
export function retryTimeOf({ failedAt, sentAt, cappedBefore }: MessageColumns): number | null {
  return cappedBefore === null ? null : capEndsAt({ failedAt: failedAt ?? sentAt, earlier: cappedBefore });
}

function viewQuoted(quoted: NonNullable<MessageColumns["quoted"]>): NonNullable<Message["quoted"]> {
  const { id, direction, kind } = quoted;
  const isRevoked = quoted.amendments?.some((change) => change.kind === "revoke") ?? false;
  const text = textNow(quoted)?.slice(0, mostQuoted) ?? null;
  return { id, direction, kind, text, ...(isRevoked ? { revoked: true } : {}) };
}

const mostQuoted = 300;

type Amended = Pick<MessageColumns, "text" | "amendments">;

/** What a message says now: the newest edit counts (W6). */
function textNow({ text, amendments }: Amended): string | null {
  const edit = amendments?.findLast(({ kind }) => kind === "edit");
  return edit === undefined ? text : (edit.text ?? text);
}

/** When its writer changed a message and what it said before; when they took it back. */
function viewAmendments({
  text,
  sentAt,
  amendments,
}: Amended & { sentAt: number }): Pick<Message, "edited" | "revoked"> {
  const edits = (amendments ?? []).filter(({ kind }) => kind === "edit");
  const revoked = amendments?.find(({ kind }) => kind === "revoke");
  const newest = edits.at(-1);
  const earlier = [{ text, at: sentAt }, ...edits.slice(0, -1)];
  return {
    ...(newest === undefined
      ? {}
      : {
          edited: {
            at: isoTime(newest.at),
            earlier: earlier.map((version) => ({ text: version.text, at: isoTime(version.at) })),
          },
        }),
    ...(revoked === undefined ? {} : { revoked: { at: isoTime(revoked.at) } }),
  };
}

function viewAmends({ kind, amendsProviderId, amendsId }: MessageColumns): Pick<Message, "amends"> {
  return amendsProviderId !== null && (kind === "edit" || kind === "revoke")
    ? { amends: { change: kind, messageId: amendsId } }
    : {};
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}

function viewTemplate({ template, attachments }: MessageColumns): Pick<Message, "template"> {
  if (template === null) {
    return {};
  }
  const { name, language, category, header, media, place, body, footer, buttons, offer } = template;
  return {
    template: {
      name,
      language,
      category,
      header,
      ...(media === undefined ? {} : { media: viewMedia(media) }),
      ...(place === undefined ? {} : { place: { ...place } }),
      body,
      footer,
      buttons: buttons.map(viewButton),
      ...(offer === undefined ? {} : { offer: viewOffer(offer) }),
      ...viewCards(template, attachments ?? []),
    },
  };
}

function viewButton({ type, text, value }: SubmittedTemplate["buttons"][number]) {
  return { type, text, value };
}

function viewOffer({ text, endsAt }: NonNullable<SubmittedTemplate["offer"]>) {
  return { text, endsAt: endsAt === null ? null : isoTime(endsAt) };
}

/** The files of cards are attachments of the message, in their order, after that of its own header. */
function viewCards(
  { media: own, cards }: SubmittedTemplate,
  attachments: readonly AttachmentColumns[],
): Pick<NonNullable<Message["template"]>, "cards"> {
  if (cards === undefined) {
    return {};
  }
  const files = attachments.slice(ownMediaOf({ ...(own && { media: own }) }).length).values();
  return {
    cards: cards.map(({ media, body, buttons }) => ({
      ...(media === undefined
        ? {}
        : {
            media: {
              kind: media.kind,
              link: viewMedia(media).link,
              attachmentId: ownMediaOf({ media }).length === 0 ? null : (files.next().value?.id ?? null),
            },
          }),
      body,
      buttons: buttons.map(viewButton),
    })),
  };
}

function viewMedia({ kind, name, source }: NonNullable<SubmittedTemplate["media"]>) {
  return { kind, name, link: /^https?:/.test(source) ? source : null };
}

function viewAttachment({ id, name, type, size, state }: AttachmentColumns): Message["attachments"][number] {
  const url = state === "stored" ? `/api/v1/attachments/${id}` : null;
  return { id, name: name === null ? null : plainName(name), type, size, state, url };
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
