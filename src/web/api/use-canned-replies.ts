import { useQuery } from "@tanstack/react-query";
import type { CannedReply } from "#contract/canned-replies.ts";
import { callRoute } from "./call-route.ts";
import { queryKeys } from "./query-keys.ts";

const none: CannedReply[] = [];

/** The replies that the team wrote once, by shortcut; read when they are first needed. */
export function useCannedReplies(isNeeded: boolean): { replies: readonly CannedReply[]; isReady: boolean } {
  const { data, isSuccess } = useQuery({
    queryKey: queryKeys.cannedReplies,
    queryFn: ({ signal }) => callRoute("listCannedReplies", {}, signal),
    enabled: isNeeded,
  });
  return { replies: data?.items ?? none, isReady: isSuccess };
}
