import * as z from "zod/mini";
import { cursor, id, time } from "./primitives.ts";
import { lastMessage, threadItem } from "./threads.ts";

/** What is looked for: words of names, numbers, mail addresses and texts. */
export const searchQuery = z.object({
  q: z.string().check(z.maxLength(200)),
  cursor: z.optional(cursor),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(50))),
});

/** A message that holds all the words, with the part of its text around the first one. */
export const foundMessage = z.object({
  id,
  threadId: id,
  customer: threadItem.shape.customer,
  direction: lastMessage.shape.direction,
  kind: z.string(),
  channelId: z.nullable(id),
  excerpt: z.string(),
  sentAt: time,
});
export type FoundMessage = z.infer<typeof foundMessage>;

/** People first (with the first page alone), then messages, the last received first. */
export const searchResults = z.object({
  people: z.array(threadItem),
  messages: z.array(foundMessage),
  nextCursor: z.nullable(z.string()),
  /** False while older messages are still being made searchable. */
  isComplete: z.boolean(),
});
export type SearchResults = z.infer<typeof searchResults>;
