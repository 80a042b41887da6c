import * as z from "zod/mini";
import { conversationItem } from "./customers.ts";
import { cursor, id, pageOf } from "./primitives.ts";

const day = z.string().check(z.regex(/^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));

/** Which conversations: those that started in a span of local dates, both included. */
const filters = {
  from: z.optional(day),
  to: z.optional(day),
  startedBy: z.optional(z.enum(["customer", "business"])),
  category: z.optional(z.string().check(z.maxLength(100))),
  channelId: z.optional(id),
  state: z.optional(z.enum(["confirmed", "provisional", "undelivered"])),
};
export const conversationFilters = z.object(filters);
export const allConversationsQuery = z.object({
  ...filters,
  cursor: z.optional(cursor),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
});

/** A conversation with whose it is, and the rules of money of the day on which it started. */
export const conversationOfAll = z.extend(conversationItem, {
  threadId: id,
  customer: z.object({ id, name: z.nullable(z.string()) }),
  rules: z.enum(["CBP", "PMP", "PMP-2026-10"]),
});
export type ConversationOfAll = z.infer<typeof conversationOfAll>;
export const allConversations = pageOf(conversationOfAll);

/** How many there are of each kind. Provisional and undelivered ones are in `state`, not among the confirmed (K11, K13). */
export const conversationCounts = z.object({
  from: day,
  to: day,
  items: z.array(
    z.object({
      startedBy: z.enum(["customer", "business"]),
      category: z.string(),
      state: z.enum(["confirmed", "provisional", "undelivered"]),
      conversations: z.number(),
    }),
  ),
});
export type ConversationCounts = z.infer<typeof conversationCounts>;
