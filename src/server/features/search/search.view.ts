import type { FoundMessage } from "#contract/search.ts";
import type { ThreadItem } from "#contract/threads.ts";
import { excerptOf } from "#domain/search-text.ts";
import type { FoundRow } from "./search.queries.ts";

const excerptLength = 120;

/** A found message, with the part of its text that shows why it was found. */
export function viewFoundMessage(
  row: FoundRow,
  { customer }: ThreadItem,
  words: readonly string[],
): FoundMessage {
  const { id, threadId, direction, kind, channelId, text, sentAt } = row;
  return {
    id,
    threadId,
    customer,
    direction,
    kind,
    channelId,
    excerpt: excerptOf(text, words, excerptLength),
    sentAt: new Date(sentAt).toISOString(),
  };
}
