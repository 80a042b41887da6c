import { useQuery } from "@tanstack/react-query";
import type { ChannelView } from "#contract/channels.ts";
import { callRoute } from "./call-route.ts";
import { queryKeys } from "./query-keys.ts";

/** Our numbers and mailboxes. */
export function useChannels(): ChannelView[] {
  const { data } = useQuery({
    queryKey: queryKeys.channels,
    queryFn: ({ signal }) => callRoute("listChannels", {}, signal),
  });
  return data?.items ?? [];
}
