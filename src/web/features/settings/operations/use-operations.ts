import { useQuery } from "@tanstack/react-query";
import { secondMs } from "#domain/time.ts";
import { callRoute } from "../../../api/call-route.ts";
import { queryKeys } from "../../../api/query-keys.ts";

/** How the work goes, looked at again while the page is open. */
export function useOperations() {
  return useQuery({
    queryKey: queryKeys.operations,
    queryFn: ({ signal }) => callRoute("getOperations", {}, signal),
    refetchInterval: 15 * secondMs,
  });
}
