import * as z from "zod/mini";
import { id, time } from "./primitives.ts";

/** Something about a channel that a person should know; `detail` in the provider's words. */
export const channelAlarm = z.object({
  code: z.string(),
  level: z.enum(["danger", "warning", "info"]),
  detail: z.nullable(z.string()),
  until: z.nullable(time),
  /** Of an `error` that WhatsApp told of by itself: the reason, as messages have them. */
  reason: z.optional(z.string()),
});
export type ChannelAlarmView = z.infer<typeof channelAlarm>;

/** How a number and its account do at WhatsApp; words of WhatsApp in lower case, null: never told. */
export const channelHealth = z.object({
  /** When WhatsApp was asked last; null: it never answered. */
  checkedAt: z.nullable(time),
  status: z.nullable(z.string()),
  quality: z.nullable(z.string()),
  throughput: z.nullable(z.string()),
  /** Messages in a second that we send at most. */
  perSecond: z.nullable(z.number()),
  limit: z.nullable(z.string()),
  /** People who may be written to first in 24 h; null: no limit, or not known. */
  mostPeople: z.nullable(z.number()),
  /** People whom the numbers of the same portfolio wrote to first in the last 24 h. */
  reached: z.number(),
  verifiedName: z.nullable(z.string()),
  nameStatus: z.nullable(z.string()),
  canSend: z.nullable(z.string()),
  isSubscribed: z.nullable(z.boolean()),
  review: z.nullable(z.string()),
  hold: z.nullable(z.enum(["banned", "answers-only", "no-answers"])),
  alarms: z.array(channelAlarm),
  /** What WhatsApp has against it, with its own advice. */
  problems: z.array(
    z.object({
      entity: z.string(),
      code: z.nullable(z.string()),
      description: z.nullable(z.string()),
      solution: z.nullable(z.string()),
    }),
  ),
});
export type ChannelHealthView = z.infer<typeof channelHealth>;

/** One number or mailbox of ours; secrets never leave the server. */
export const channelView = z.object({
  id,
  kind: z.string(),
  name: z.string(),
  /** The number in E.164, or the mailbox's address. */
  address: z.string(),
  providerId: z.string(),
  accountRef: z.nullable(z.string()),
  hasWindow: z.boolean(),
  /** Kinds of messages that it carries. */
  sends: z.array(z.string()),
  /** degraded: sends but does not receive; restricted: the provider holds it back; disconnected: does neither. */
  state: z.enum(["connected", "degraded", "disconnected", "restricted"]),
  stateDetail: z.nullable(z.string()),
  lastInboundAt: z.nullable(time),
  /** From when on it counts as silent, by its own rhythm, unless something comes; null: nothing is usual for it yet. */
  silentAfter: z.nullable(time),
  /** What WhatsApp lets nobody send on it now: all of it, what the business begins, or what answers; null: nothing. */
  hold: z.nullable(z.enum(["banned", "answers-only", "no-answers"])),
  /** The worst that everybody should know of it; null: nothing of that weight. */
  alarm: z.nullable(channelAlarm),
  webhookPath: z.nullable(z.string()),
  /** Two app secrets are valid while one is being replaced (F31). */
  rotatesAppSecret: z.boolean(),
  /** Since when an owner has it disconnected; null: it is connected. */
  disconnectedAt: z.nullable(time),
  /** Whom customers see as the sender of our mails; null for a number. */
  senderName: z.nullable(z.string()),
  /** In which currency and by whose calendar WhatsApp bills its account: both fixed. Null for a mailbox. */
  billing: z.nullable(z.object({ currency: z.string(), timeZone: z.string() })),
});
export type ChannelView = z.infer<typeof channelView>;
export const channelList = z.object({ items: z.array(channelView), nextCursor: z.null() });

const secret = z.string().check(z.minLength(1), z.maxLength(4096));
const host = z.string().check(z.minLength(1), z.maxLength(253));
const port = z.number().check(z.int(), z.minimum(1), z.maximum(65_535));
/** ISO 4217 in capitals. */
export const currency = z.string().check(z.regex(/^[A-Z]{3}$/));
const server = z.strictObject({ host, port, secure: z.boolean(), user: z.string(), password: z.string() });

/** What the owner enters to connect a WhatsApp number or a mailbox. */
export const connectChannelBody = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("whatsapp"),
    name: z.string().check(z.minLength(1), z.maxLength(100)),
    phoneNumberId: z.string().check(z.regex(/^\d{1,32}$/)),
    wabaId: z.string().check(z.regex(/^\d{1,32}$/)),
    accessToken: secret,
    appSecret: secret,
    verifyToken: secret,
    timeZone: z.optional(z.string()),
    /** The account's; asked of WhatsApp when absent, else the workspace's. One account has one, for ever. */
    currency: z.optional(currency),
  }),
  z.strictObject({
    kind: z.literal("email"),
    name: z.string().check(z.minLength(1), z.maxLength(100)),
    address: z.string().check(z.maxLength(320)),
    /** Whom customers see as the sender of our mails; the workspace's name unless given. */
    senderName: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
    imap: server,
    smtp: server,
  }),
]);
export type ConnectChannelBody = z.infer<typeof connectChannelBody>;

/** What the provider has against it, in our codes; none: all is well. */
export const channelProblems = z.object({
  problems: z.array(z.object({ code: z.string(), detail: z.string() })),
});

const newSecret = z.optional(secret);
/**
 * What an owner changes of a channel. A new app secret is valid beside the old one until `dropOldAppSecret`; new
 * secrets are tried with the provider first.
 */
export const updateChannelBody = z
  .strictObject({
    name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(100))),
    senderName: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))),
    accessToken: newSecret,
    appSecret: newSecret,
    dropOldAppSecret: z.optional(z.literal(true)),
    verifyToken: newSecret,
    imapPassword: newSecret,
    smtpPassword: newSecret,
    /** Of the number's account, until something was charged; never another than WhatsApp says. */
    currency: z.optional(currency),
  })
  .check(z.refine((body) => Object.values(body).some((value) => value !== undefined), "nothing to change"));
export type UpdateChannelBody = z.infer<typeof updateChannelBody>;
