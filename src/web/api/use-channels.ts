import { useQuery } from "@tanstack/react-query";
import type { ChannelView } from "#contract/channels.ts";
import { isSilent } from "#domain/silence.ts";
import { type Instant, minuteMs } from "#domain/time.ts";
import { callRoute } from "./call-route.ts";
import { queryKeys } from "./query-keys.ts";
import { serverNow } from "./server-clock.ts";

/** Whether nothing has come from a channel for longer than is usual for it. */
export function isSilentAt({ silentAfter }: ChannelView, now: Instant): boolean {
  return isSilent(silentAfter === null ? null : Date.parse(silentAfter), now);
}

/** Our numbers and mailboxes. */
export function useChannels(): ChannelView[] {
  return useChannelList() ?? [];
}

/** Whether nothing is connected yet; false as long as nobody knows. */
export function useHasNoChannel(): boolean {
  return useChannelList()?.length === 0;
}

/** Whether everybody should know of something about one of them. */
export function useHasAlarm(): boolean {
  return (
    useChannelList()?.some(({ alarm, disconnectedAt }) => alarm !== null && disconnectedAt === null) ?? false
  );
}

function useChannelList(): ChannelView[] | undefined {
  const { data } = useQuery({
    queryKey: queryKeys.channels,
    queryFn: ({ signal }) => callRoute("listChannels", {}, signal),
    // What comes in moves a channel's limit of silence without an event: one that seems silent is asked for again.
    refetchInterval: ({ state }) =>
      state.data?.items.some((channel) => isSilentAt(channel, serverNow())) ? minuteMs : 5 * minuteMs,
  });
  return data?.items;
}
