import {
  type InfiniteData,
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
} from "@tanstack/react-query";
import type { ThreadDetail, ThreadItem, ThreadView } from "#contract/threads.ts";
import { callRoute, type RouteAnswer } from "./call-route.ts";
import { queryKeys } from "./query-keys.ts";

/** One page of the thread list. */
export type ThreadPage = RouteAnswer<"listThreads">;
/** The loaded part of a thread list. */
export type ThreadPages = InfiniteData<ThreadPage, string | null>;

/** A view of the inbox, by keyset pages. */
export function threadListQuery(view: ThreadView) {
  return infiniteQueryOptions({
    queryKey: queryKeys.threadList(view),
    queryFn: ({ pageParam, signal }): Promise<ThreadPage> =>
      callRoute("listThreads", { query: { view, limit: 40, cursor: pageParam ?? undefined } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** The threads of a view in one list, with what loads more of them. */
export function useThreadList(view: ThreadView) {
  const query = useInfiniteQuery(threadListQuery(view));
  const seen = new Set<string>();
  const threads: ThreadItem[] = [];
  for (const thread of query.data?.pages.flatMap((page) => page.items) ?? []) {
    if (!seen.has(thread.id)) {
      seen.add(thread.id);
      threads.push(thread);
    }
  }
  return { ...query, threads };
}

/** One thread with windows and conversations, without its messages. */
export function threadQuery(threadId: string) {
  return queryOptions({
    queryKey: queryKeys.thread(threadId),
    queryFn: ({ signal }): Promise<ThreadDetail> =>
      callRoute("getThread", { params: { id: threadId } }, signal),
  });
}
