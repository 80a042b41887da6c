import { useQuery } from "@tanstack/react-query";
import { callRoute, type RouteAnswer } from "./call-route.ts";
import { queryKeys } from "./query-keys.ts";

/** A colleague who answers. */
export type Member = RouteAnswer<"listMembers">["items"][number];

/** Everybody who answers or once did; who may not sign in any more is not `active`. */
export function useMembers(): Member[] {
  const { data } = useQuery({
    queryKey: queryKeys.members,
    queryFn: ({ signal }) => callRoute("listMembers", {}, signal),
  });
  return data?.items ?? [];
}
