import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ConversationCounts, ConversationOfAll } from "#contract/conversations.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";

/** Which conversations are shown. */
export type ConversationFilters = {
  from: string;
  to: string;
  startedBy?: "customer" | "business" | undefined;
  category?: string | undefined;
  channelId?: string | undefined;
  state?: "confirmed" | "provisional" | "undelivered" | undefined;
};

const pageSize = 50;

/** Conversations of everybody, newest first, page by page. */
export function useAllConversations(filters: ConversationFilters): {
  items: ConversationOfAll[] | undefined;
  error: unknown;
  more: (() => void) | null;
  isLoadingMore: boolean;
} {
  const query = useInfiniteQuery({
    queryKey: queryKeys.conversations(filters),
    queryFn: ({ signal, pageParam }) =>
      callRoute(
        "listAllConversations",
        { query: { ...filters, limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
  return {
    items: query.data?.pages.flatMap((page) => page.items),
    error: query.error,
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
    isLoadingMore: query.isFetchingNextPage,
  };
}

/** How many there are of each kind. */
export function useConversationCounts(filters: ConversationFilters): ConversationCounts | undefined {
  const { data } = useQuery({
    queryKey: queryKeys.conversationCounts(filters),
    queryFn: ({ signal }) => callRoute("countConversations", { query: filters }, signal),
    placeholderData: keepPreviousData,
  });
  return data;
}
