import * as z from "zod/mini";
import { mediaKinds, mostMailFiles } from "#domain/content.ts";
import { contactCards, interactiveBody, placePin } from "./content.ts";
import { draftKind, draftVersion } from "./drafts.ts";
import { amount, cursor, id, pageOf, time } from "./primitives.ts";

/** States of a message; `received` belongs to inbound ones and `noted` never leaves the house. */
export const messageStatus = z.enum([
  "queued",
  "sending",
  "unknown",
  "held",
  "sent",
  "delayed",
  "delivered",
  "read",
  "played",
  "failed",
  "expired",
  "received",
]);

/** A file of a message; `url` serves it once it is stored. */
export const attachment = z.object({
  id,
  name: z.nullable(z.string()),
  type: z.string(),
  size: z.nullable(z.number()),
  url: z.nullable(z.string()),
  state: z.enum(["pending", "stored", "unavailable"]),
});

/** The last ledger entry of a message; `amount` is null when no rate is known. */
export const charge = z.object({
  amount: z.nullable(amount),
  currency: z.string(),
  state: z.enum(["estimated", "confirmed", "dropped"]),
  category: z.string(),
  type: z.string(),
  market: z.nullable(z.string()),
  reason: z.nullable(z.string()),
});

const buttons = z.array(z.object({ type: z.string(), text: z.string(), value: z.nullable(z.string()) }));

/** A template as it was sent: what the customer saw. */
export const sentTemplate = z.object({
  name: z.string(),
  language: z.string(),
  category: z.string(),
  header: z.nullable(z.string()),
  /** The picture, video or document of its header: an attachment of the message, or what stands behind a link. */
  media: z.optional(
    z.object({
      kind: z.enum(["image", "video", "document"]),
      name: z.nullable(z.string()),
      link: z.nullable(z.string()),
    }),
  ),
  place: z.optional(
    z.object({ latitude: z.string(), longitude: z.string(), name: z.string(), address: z.string() }),
  ),
  body: z.string(),
  footer: z.nullable(z.string()),
  buttons,
  /** An offer that ends: its words, and when; null: it does not say. */
  offer: z.optional(z.object({ text: z.string(), endsAt: z.nullable(time) })),
  /** The cards of a carousel, side by side. */
  cards: z.optional(
    z.array(
      z.object({
        /** Its picture or film: an attachment of the message, what stands behind a link, or a file that WhatsApp has. */
        media: z.optional(
          z.object({
            kind: z.enum(["image", "video", "document"]),
            link: z.nullable(z.string()),
            attachmentId: z.nullable(id),
          }),
        ),
        body: z.string(),
        buttons,
      }),
    ),
  ),
});

/** One item of a thread. */
export const message = z.object({
  id,
  threadId: id,
  seq: z.number(),
  providerId: z.nullable(z.string()),
  clientId: z.nullable(z.string()),
  direction: z.enum(["in", "out", "note"]),
  kind: z.string(),
  channelId: z.nullable(id),
  identityId: z.nullable(id),
  conversationId: z.nullable(id),
  automatic: z.boolean(),
  author: z.nullable(z.object({ id, name: z.string() })),
  text: z.nullable(z.string()),
  template: z.optional(sentTemplate),
  subject: z.nullable(z.string()),
  answersId: z.nullable(id),
  /** What the message quotes, shortened; mails carry their own quotes. */
  quoted: z.optional(
    z.object({
      id,
      direction: z.enum(["in", "out", "note"]),
      kind: z.string(),
      text: z.nullable(z.string()),
      /** Its writer took it back. */
      revoked: z.optional(z.literal(true)),
    }),
  ),
  /** Its writer changed it: `text` is what it says now, here is what it said before, the oldest first (W6). */
  edited: z.optional(
    z.object({ at: time, earlier: z.array(z.object({ text: z.nullable(z.string()), at: time })) }),
  ),
  /** Its writer took it back. What it said is kept: the team may have acted on it. */
  revoked: z.optional(z.object({ at: time })),
  /** This item changes another message of the thread, or takes it back; null: one that we do not have. */
  amends: z.optional(z.object({ change: z.enum(["edit", "revoke"]), messageId: z.nullable(id) })),
  /** Two attempts were delivered (L5): the customer may have it twice. */
  mayHaveArrivedTwice: z.optional(z.literal(true)),
  payload: z.nullable(z.unknown()),
  attachments: z.array(attachment),
  /** `status` and `messageId` are those of the message that carried a reaction of ours. */
  reactions: z.array(
    z.object({
      emoji: z.string(),
      by: z.enum(["customer", "business"]),
      status: z.optional(messageStatus),
      messageId: z.optional(id),
    }),
  ),
  status: messageStatus,
  error: z.optional(
    z.object({
      code: z.string(),
      reason: z.string(),
      providerCode: z.nullable(z.string()),
      /** It may be sent again from then on: WhatsApp's cap on marketing asks for a pause (131049). */
      retryAt: z.optional(time),
    }),
  ),
  sentAt: time,
  receivedAt: time,
  charge: z.optional(charge),
});
export type Message = z.infer<typeof message>;

/** A text, or an amount (in thousandths) or a date with what is shown where WhatsApp does not write it itself. */
const fieldValue = z.union([
  z.string(),
  z.strictObject({ kind: z.literal("currency"), text: z.string(), code: z.string(), amount1000: z.number() }),
  z.strictObject({ kind: z.literal("date_time"), text: z.string() }),
]);

/**
 * Values of a template's fields by name or number; buttons by their index. A header's picture, video or document is a
 * file of ours, an id of WhatsApp's, or a link. `offer.ends` is when an offer ends (ISO 8601); the cards of a carousel
 * have such values each, by their place from 0.
 */
const partFields = {
  header: z.optional(z.record(z.string(), z.string())),
  body: z.optional(z.record(z.string(), fieldValue)),
  buttons: z.optional(z.record(z.string(), z.string())),
};
export const templateFields = z.object({
  ...partFields,
  offer: z.optional(z.record(z.string(), z.string())),
  cards: z.optional(z.record(z.string(), z.object(partFields))),
});

const clientId = id;
const text = z.string().check(z.minLength(1), z.maxLength(65_536));

/** The caller's draft that the message was: it is emptied with the sending, unless a newer version was written. */
const draft = z.optional(z.strictObject({ kind: draftKind, version: draftVersion }));

/**
 * The newest message (its `seq`) that the writer had seen when they began: refused with ANSWERED_MEANWHILE when a colleague
 * wrote to the customer after it. Without it the message goes out whatever happened.
 */
const seenSeq = z.optional(z.number().check(z.int(), z.minimum(0)));

/** Where a message of a chosen channel goes: by default to the account that was used last. */
const to = { channelId: id, identityId: z.optional(id), clientId };

/** The message of the same channel and identity that this one quotes. */
const answersId = z.optional(id);

/** What an agent or an integrator sends. Lengths of a channel are the domain's to judge. */
export const sendMessageBody = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("text"),
    ...to,
    text,
    answersId,
    seenSeq,
    draft,
  }),
  z.strictObject({
    kind: z.enum(mediaKinds),
    ...to,
    /** The file, given to us before (`POST /uploads`). */
    uploadId: id,
    /** What stands under it. */
    text: z.optional(text),
    /** Sound that is shown as a recorded note; ogg with opus alone. */
    voice: z.optional(z.boolean()),
    answersId,
    seenSeq,
    draft,
  }),
  z.strictObject({ kind: z.literal("location"), ...to, location: placePin, answersId, seenSeq }),
  z.strictObject({ kind: z.literal("contacts"), ...to, contacts: contactCards, answersId, seenSeq }),
  z.strictObject({ kind: z.literal("interactive"), ...to, interactive: interactiveBody, answersId, seenSeq }),
  /** On a message of the thread, whose channel and account it goes to; an empty emoji takes it off. */
  z.strictObject({
    kind: z.literal("reaction"),
    clientId,
    messageId: id,
    emoji: z.string().check(z.maxLength(64)),
  }),
  z.strictObject({
    kind: z.literal("template"),
    ...to,
    template: z.strictObject({
      name: z.string(),
      /** Without it the variant in the customer's language goes out, else that in ours. */
      language: z.optional(z.string()),
      /** The category whose price was shown: refused with TEMPLATE_CHANGED when it is another by now. */
      category: z.optional(z.string()),
      fields: z.optional(templateFields),
    }),
    seenSeq,
  }),
  z.strictObject({
    kind: z.literal("email"),
    ...to,
    subject: z.string().check(z.maxLength(998)),
    /** Empty where files say it all. */
    text: z.string().check(z.maxLength(65_536)),
    /** Files that go along, given to us before (`POST /uploads`). */
    uploadIds: z.optional(z.array(id).check(z.maxLength(mostMailFiles))),
    /** The mail that this one answers; else it answers the customer's newest. */
    answersId: z.optional(id),
    /** How long the mail can still be withdrawn before it goes out. */
    undoMs: z.optional(z.number().check(z.int(), z.minimum(0), z.maximum(30_000))),
    seenSeq,
    draft,
  }),
  z.strictObject({
    kind: z.literal("note"),
    clientId,
    text,
    /** The members who are named in the text. */
    mentions: z.optional(z.array(id).check(z.maxLength(50))),
    draft,
  }),
]);
export type SendMessageBody = z.infer<typeof sendMessageBody>;

/** Newest first. */
export const messagePage = pageOf(message);
export const messageListQuery = z.object({
  cursor: z.optional(cursor),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
});
