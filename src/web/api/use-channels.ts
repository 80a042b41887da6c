import { useQuery } from "@tanstack/react-query";
import type { ChannelView } from "#contract/channels.ts";
import { callRoute } from "./call-route.ts";
import { queryKeys } from "./query-keys.ts";

/** Our numbers and mailboxes. */
export function useChannels(): ChannelView[] {
  return useChannelList() ?? [];
}

/** Whether nothing is connected yet; false as long as nobody knows. */
export function useHasNoChannel(): boolean {
  return useChannelList()?.length === 0;
}

function useChannelList(): ChannelView[] | undefined {
  const { data } = useQuery({
    queryKey: queryKeys.channels,
    queryFn: ({ signal }) => callRoute("listChannels", {}, signal),
  });
  return data?.items;
}
