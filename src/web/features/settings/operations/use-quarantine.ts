import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { secondMs } from "#domain/time.ts";
import { callRoute } from "../../../api/call-route.ts";
import { queryKeys } from "../../../api/query-keys.ts";

/** What could not be filed, page by page, and how it is tried again. */
export function useQuarantine() {
  const queryClient = useQueryClient();
  const list = useInfiniteQuery({
    queryKey: queryKeys.quarantine,
    queryFn: ({ pageParam, signal }) =>
      callRoute("listQuarantine", { query: { cursor: pageParam ?? undefined } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 30 * secondMs,
  });
  const onSettled = () => queryClient.invalidateQueries({ queryKey: queryKeys.operations });
  const one = useMutation({
    mutationFn: (id: string) => callRoute("replayQuarantined", { params: { id } }),
    onSettled,
  });
  const all = useMutation({ mutationFn: () => callRoute("replayQuarantine", {}), onSettled });
  return { list, bodies: list.data?.pages.flatMap((page) => page.items) ?? [], one, all };
}
