import {
  type InfiniteData,
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import { useMemo } from "react";
import type { ThreadCounts, ThreadDetail, ThreadStatus } from "#contract/threads.ts";
import { minuteMs } from "#domain/time.ts";
import { callRoute, type RouteAnswer } from "./call-route.ts";
import { queryKeys } from "./query-keys.ts";
import type { ThreadFilter } from "./thread-filter.ts";

/** One page of the thread list. */
export type ThreadPage = RouteAnswer<"listThreads">;
/** The loaded part of a thread list. */
export type ThreadPages = InfiniteData<ThreadPage, string | null>;

/** A list of the inbox, by keyset pages. */
function threadListQuery(filter: ThreadFilter) {
  const { view, status, tag } = filter;
  const query = { view, status: status ?? undefined, tag: tag ?? undefined, limit: 40 };
  return infiniteQueryOptions({
    queryKey: queryKeys.threadList(filter),
    queryFn: ({ pageParam, signal }): Promise<ThreadPage> =>
      callRoute("listThreads", { query: { ...query, cursor: pageParam ?? undefined } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // Windows close without an event.
    refetchInterval: view === "closing" || view === "lost" ? minuteMs : false,
  });
}

/** The threads of a list, each once, with what loads more of them. */
export function useThreadList(filter: ThreadFilter) {
  const query = useInfiniteQuery(threadListQuery(filter));
  const threads = useMemo(() => {
    const items = query.data?.pages.flatMap((page) => page.items) ?? [];
    return [...new Map(items.toReversed().map((thread) => [thread.id, thread])).values()].toReversed();
  }, [query.data]);
  return { ...query, threads };
}

/** How many threads each view has; null until it is known. */
export function useThreadCounts(status: ThreadStatus | null): ThreadCounts | null {
  const { data } = useQuery({
    queryKey: queryKeys.threadCountsOf(status),
    queryFn: ({ signal }) => callRoute("countThreads", { query: { status: status ?? undefined } }, signal),
    refetchInterval: minuteMs,
  });
  return data ?? null;
}

/** One thread with windows and conversations, without its messages. */
export function threadQuery(threadId: string) {
  return queryOptions({
    queryKey: queryKeys.thread(threadId),
    queryFn: ({ signal }): Promise<ThreadDetail> =>
      callRoute("getThread", { params: { id: threadId } }, signal),
  });
}
