import * as z from "zod/mini";
import { cursor, id, pageOf, time } from "./primitives.ts";
import { tagView } from "./tags.ts";

/** The right to send free text from one channel to one identity. */
export const windowView = z.object({
  channelId: id,
  identityId: id,
  state: z.enum(["open", "closed", "never"]),
  closedBy: z.optional(z.enum(["time", "provider"])),
  closesAt: z.nullable(time),
  lastCustomerMessageAt: z.nullable(time),
});
export type WindowView = z.infer<typeof windowView>;

/** The record of a 24-hour period; it never decides what may be typed. */
export const conversationView = z.object({
  id,
  channelId: id,
  identityId: id,
  startedBy: z.enum(["customer", "business"]),
  category: z.string(),
  startsAt: time,
  endsAt: time,
  confirmed: z.boolean(),
});
export type ConversationView = z.infer<typeof conversationView>;

const customerSummary = z.object({
  id,
  /** Of who has none: the phone, the mail address, "@username" or the end of the account's id. */
  name: z.string(),
  phone: z.nullable(z.string()),
  email: z.nullable(z.string()),
  /** What the user chose to be known by on WhatsApp, without "@": nothing is sent to it. */
  username: z.nullable(z.string()),
});

/** Preview of the newest item of a thread. */
export const lastMessage = z.object({
  id,
  direction: z.enum(["in", "out", "note"]),
  kind: z.string(),
  channelId: z.nullable(id),
  automatic: z.boolean(),
  text: z.string(),
  status: z.string(),
  sentAt: time,
  /** A sound that is a recorded note. */
  voice: z.optional(z.literal(true)),
});

/** Open: to be done. Pending: waits for somebody else. Snoozed: put off until a time. Resolved: done. */
export const threadStatus = z.enum(["open", "pending", "snoozed", "resolved"]);
export type ThreadStatus = z.infer<typeof threadStatus>;

/** One line of the thread list. */
export const threadItem = z.object({
  id,
  customer: customerSummary,
  lastMessage: z.nullable(lastMessage),
  lastActivityAt: time,
  unread: z.number(),
  unanswered: z.boolean(),
  /** Since when the customer waits for a person; null: nobody waits. */
  waitingSince: z.nullable(time),
  /** Whose window runs out meanwhile; null when nobody waits. */
  waitingFor: z.nullable(z.object({ channelId: id, identityId: id })),
  status: threadStatus,
  snoozedUntil: z.nullable(time),
  assignee: z.nullable(z.object({ id, name: z.string() })),
  tags: z.array(tagView),
  windows: z.array(windowView),
  /** Moves with every change of status, assignee or tags; edits name the one that they saw. */
  version: z.number(),
});
export type ThreadItem = z.infer<typeof threadItem>;

/** One way to reach the customer, as the panel shows it. */
export const addressView = z.object({
  id,
  identityId: id,
  kind: z.enum(["phone", "wa_id", "bsuid", "parent_bsuid", "email"]),
  value: z.string(),
});

/** A whole thread without its messages. */
export const threadDetail = z.extend(threadItem, {
  conversations: z.array(conversationView),
  identities: z.array(z.object({ id, kind: z.string(), label: z.string() })),
  addresses: z.array(addressView),
  /** Channel and identity to answer with, when the customer has written or been written to. */
  replyTo: z.nullable(z.object({ channelId: id, identityId: id })),
  /** Nothing may be sent to the customer. */
  isBlocked: z.boolean(),
  /** The customer stopped marketing: templates of that category may not be sent. */
  marketingStopped: z.boolean(),
  /** WhatsApp's cap on marketing stopped the last such template (131049): none may be sent before then. */
  marketingCappedUntil: z.nullable(time),
  /** The customer's, such as `es`. */
  language: z.nullable(z.string()),
});
export type ThreadDetail = z.infer<typeof threadDetail>;

/**
 * Which threads, and in which order: by last activity, but the longest waiting first in `unanswered`, the least time left
 * first in `closing`, and the window that ran out last first in `lost`.
 */
export const threadView = z.enum(["all", "mine", "unassigned", "mentions", "unanswered", "closing", "lost"]);
export type ThreadView = z.infer<typeof threadView>;

const mostIds = 100;
const idList = z
  .string()
  .check(
    z.regex(/^[0-9a-fA-F-]{36}(?:,[0-9a-fA-F-]{36}){0,99}$/, `up to ${mostIds} ids with commas between`),
  );

export const threadListQuery = z.object({
  view: z.optional(threadView),
  status: z.optional(threadStatus),
  tag: z.optional(id),
  /** Only those of these threads that belong to the view, so that a screen can look again at what changed. */
  ids: z.optional(idList),
  cursor: z.optional(cursor),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
});
export const threadPage = pageOf(threadItem);

/** Counting ends here: 1,000 means "a thousand or more". */
export const mostCounted = 1_000;
/** How many threads each view has; `closingSoon`: those of `closing` with less than two hours left. */
export const threadCounts = z.object({
  all: z.number(),
  mine: z.number(),
  unassigned: z.number(),
  mentions: z.number(),
  unanswered: z.number(),
  closing: z.number(),
  closingSoon: z.number(),
  lost: z.number(),
});
export type ThreadCounts = z.infer<typeof threadCounts>;
export const threadCountsQuery = z.object({ status: z.optional(threadStatus) });

const tagIds = z.array(id).check(z.maxLength(50));

/**
 * What a person changes about a thread. `version` guards against stale edits. `seenMessageId` is the newest message that
 * they saw: who resolves or snoozes while the customer writes is told so. A snooze needs its time.
 */
export const updateThreadBody = z.strictObject({
  version: z.number(),
  seenMessageId: z.optional(id),
  status: z.optional(threadStatus),
  snoozedUntil: z.optional(time),
  assigneeId: z.optional(z.nullable(id)),
  addTagIds: z.optional(tagIds),
  removeTagIds: z.optional(tagIds),
});

/** Changes of several threads, each with its own version, so that what was done can be undone thread by thread. */
export const changeThreadsBody = z.strictObject({
  changes: z.array(z.extend(updateThreadBody, { id })).check(z.minLength(1), z.maxLength(100)),
});

/** What became of each change, in the order of the question. A stale one did nothing; `thread` is what holds now. */
export const changedThreads = z.object({
  items: z.array(
    z.object({
      id,
      result: z.enum(["changed", "unchanged", "stale", "missing"]),
      thread: z.nullable(threadItem),
    }),
  ),
});
