import type { ChannelView } from "#contract/channels.ts";
import { useServerNow } from "./server-clock.ts";
import { isSilentAt, useChannels } from "./use-channels.ts";

/** The channels from which nothing has come for unusually long. */
export function useSilentChannels(): ChannelView[] {
  const now = useServerNow();
  return useChannels().filter((channel) => isSilentAt(channel, now));
}
