import { type InfiniteData, infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
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
  const messages = useMemo(
    () => inScreenOrder(query.data?.pages.flatMap((page) => page.items) ?? []),
    [query.data],
  );
  return { ...query, messages };
}

/** Each message once, oldest first. */
export function inScreenOrder(messages: readonly Message[]): Message[] {
  const byId = new Map<string, Message>();
  for (const message of messages) {
    if (!byId.has(message.id)) {
      byId.set(message.id, message);
    }
  }
  return [...byId.values()].sort(
    (one, other) => Date.parse(one.sentAt) - Date.parse(other.sentAt) || one.seq - other.seq,
  );
}
