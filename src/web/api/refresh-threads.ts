import type { Query, QueryClient } from "@tanstack/react-query";
import { callRoute } from "./call-route.ts";
import { queryKeys } from "./query-keys.ts";
import { refreshSoon } from "./refresh-soon.ts";
import type { ThreadFilter } from "./thread-filter.ts";
import { mergeThreads } from "./thread-order.ts";
import type { ThreadPages } from "./use-threads.ts";

const pauseMs = 300;
/** After a longer absence the lists are read anew instead. */
const mostIds = 100;
const changed = new Set<string>();
let timer: ReturnType<typeof setTimeout> | null = null;

/**
 * A thread changed: it is read again for the list on the screen, at once, and those of a burst together. The list itself
 * is not: it may be thousands of threads long.
 */
export function refreshThreadSoon(queryClient: QueryClient, threadId: string): void {
  changed.add(threadId);
  if (timer === null) {
    refresh(queryClient);
  }
}

function refresh(queryClient: QueryClient): void {
  const ids = [...changed];
  changed.clear();
  timer = setTimeout(() => {
    timer = null;
    if (changed.size > 0) {
      refresh(queryClient);
    }
  }, pauseMs);
  refreshSoon(queryClient, queryKeys.threadCounts);
  const lists = queryClient.getQueryCache().findAll({ queryKey: queryKeys.threads });
  for (const list of lists) {
    void refreshList(queryClient, list, ids);
  }
}

async function refreshList(queryClient: QueryClient, list: Query, ids: string[]): Promise<void> {
  const { queryKey } = list;
  const data = queryClient.getQueryData<ThreadPages>(queryKey);
  if (data === undefined) {
    // A first reading under way may have begun before the change.
    await queryClient.invalidateQueries({ queryKey, exact: true });
    return;
  }
  if (list.getObserversCount() === 0) {
    queryClient.setQueryData<ThreadPages>(queryKey, firstPage(data));
    await queryClient.invalidateQueries({ queryKey, exact: true, refetchType: "none" });
    return;
  }
  if (list.state.fetchStatus === "fetching") {
    // Its answer would overwrite what we put in: once more, after the pause.
    for (const id of ids) {
      changed.add(id);
    }
    return;
  }
  const filter = queryKeys.filterOfList(queryKey);
  if (ids.length > mostIds || filter === null) {
    await queryClient.invalidateQueries({ queryKey, exact: true });
    return;
  }
  await readAgain(queryClient, { queryKey, filter, ids });
}

async function readAgain(
  queryClient: QueryClient,
  { queryKey, filter, ids }: { queryKey: Query["queryKey"]; filter: ThreadFilter; ids: string[] },
): Promise<void> {
  const { view, status, tag } = filter;
  const query = {
    view,
    status: status ?? undefined,
    tag: tag ?? undefined,
    ids: ids.join(","),
    limit: mostIds,
  };
  try {
    const { items } = await callRoute("listThreads", { query });
    queryClient.setQueryData<ThreadPages>(queryKey, (data) =>
      data === undefined ? data : mergeThreads(data, { view, ids, items }),
    );
  } catch {
    // The stream that brought the event breaks too; everything is read again when it is back.
    await queryClient.invalidateQueries({ queryKey, exact: true, refetchType: "none" });
  }
}

/** What nobody looks at keeps its first page, to be shown at once and read again when somebody returns. */
function firstPage(data: ThreadPages): ThreadPages {
  return { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) };
}
