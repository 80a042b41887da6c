import * as z from "zod/mini";
import { cursor, id, pageOf, time } from "./primitives.ts";

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
  name: z.string(),
  phone: z.nullable(z.string()),
  email: z.nullable(z.string()),
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
});

/** One line of the thread list. */
export const threadItem = z.object({
  id,
  customer: customerSummary,
  lastMessage: z.nullable(lastMessage),
  lastActivityAt: time,
  unread: z.number(),
  unanswered: z.boolean(),
  status: z.enum(["open", "pending", "snoozed", "resolved"]),
  assignee: z.nullable(z.object({ id, name: z.string() })),
  windows: z.array(windowView),
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
  version: z.number(),
  conversations: z.array(conversationView),
  identities: z.array(z.object({ id, kind: z.string(), label: z.string() })),
  addresses: z.array(addressView),
  /** Channel and identity to answer with, when the customer has written or been written to. */
  replyTo: z.nullable(z.object({ channelId: id, identityId: id })),
  /** The customer's, such as `es`. */
  language: z.nullable(z.string()),
});
export type ThreadDetail = z.infer<typeof threadDetail>;

export const threadView = z.enum(["all", "mine", "unassigned", "unanswered", "closing"]);
export type ThreadView = z.infer<typeof threadView>;
export const threadListQuery = z.object({
  view: z.optional(threadView),
  cursor: z.optional(cursor),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
});
export const threadPage = pageOf(threadItem);

/** Changes of a thread by a person; `version` guards against stale edits. */
export const updateThreadBody = z.strictObject({
  version: z.number(),
  status: z.optional(z.enum(["open", "resolved"])),
  assigneeId: z.optional(z.nullable(id)),
});
