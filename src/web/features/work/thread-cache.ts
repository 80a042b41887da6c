import type { QueryClient } from "@tanstack/react-query";
import type { ThreadDetail, ThreadItem } from "#contract/threads.ts";
import { queryKeys } from "../../api/query-keys.ts";
import type { ThreadPages } from "../../api/use-threads.ts";

/** Changes a thread wherever it is shown: the open one and its line in every loaded list. */
export function updateShown(
  queryClient: QueryClient,
  threadId: string,
  change: <Thread extends ThreadItem>(thread: Thread) => Thread,
): void {
  queryClient.setQueryData<ThreadDetail>(queryKeys.thread(threadId), (thread) =>
    thread === undefined ? thread : change(thread),
  );
  queryClient.setQueriesData<ThreadPages>({ queryKey: queryKeys.threads }, (data) =>
    data?.pages === undefined
      ? data
      : {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((thread) => (thread.id === threadId ? change(thread) : thread)),
          })),
        },
  );
}
