import { type InfiniteData, infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import type { Message } from "#contract/messages.ts";
import { callRoute, type RouteAnswer } from "./call-route.ts";
import { queryKeys } from "./query-keys.ts";

/** One page of messages, newest first. */
export type MessagePage = RouteAnswer<"listMessages">;
/** The loaded part of a thread. */
export type MessagePages = InfiniteData<MessagePage, string | null>;

/** Reads one page; live updates read the newest page the same way. */
export function readMessagePage(
  threadId: string,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<MessagePage> {
  const input = { params: { id: threadId }, query: { cursor: cursor ?? undefined, limit: 50 } };
  return callRoute("listMessages", input, signal);
}

/** The messages of a thread, by keyset pages into the past. */
export function messagesQuery(threadId: string) {
  return infiniteQueryOptions({
    queryKey: queryKeys.messages(threadId),
    queryFn: ({ pageParam, signal }) => readMessagePage(threadId, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** The loaded messages of a thread in the order of the screen: (sentAt, seq), oldest first. */
export function useMessages(threadId: string) {
  const query = useInfiniteQuery(messagesQuery(threadId));
  return { ...query, messages: query.data === undefined ? none : orderedOf(query.data) };
}

const none: Message[] = [];
/** Log, composer and route ask for the same pages: they are put in order once. */
const ordered = new WeakMap<object, Message[]>();

function orderedOf(data: Pick<MessagePages, "pages">): Message[] {
  const known = ordered.get(data);
  if (known !== undefined) {
    return known;
  }
  const messages = inScreenOrder(data.pages.flatMap((page) => page.items));
  ordered.set(data, messages);
  return messages;
}

/** Each message once, oldest first. */
export function inScreenOrder(messages: readonly Message[]): Message[] {
  const byId = new Map<string, { message: Message; at: number }>();
  for (const message of messages) {
    if (!byId.has(message.id)) {
      byId.set(message.id, { message, at: Date.parse(message.sentAt) });
    }
  }
  return [...byId.values()]
    .sort((one, other) => one.at - other.at || one.message.seq - other.message.seq)
    .map(({ message }) => message);
}
