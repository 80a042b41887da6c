import type { ChannelView } from "#contract/channels.ts";
import { isSilentAt } from "../../../api/use-channels.ts";
import { useTime } from "../../../ui/use-time.ts";
import classes from "../SettingsPage.module.css";

const tones = { connected: "good", degraded: "warn", restricted: "bad", disconnected: "bad" } as const;

/** The state of a channel in a word; one that seems to work may be silent. */
export function ChannelBadge({ channel }: { channel: ChannelView }) {
  const { words, now } = useTime();
  const { state } = channel;
  const isQuiet = state === "connected" && isSilentAt(channel, now);
  return (
    <span className={classes.badge} data-tone={isQuiet ? "warn" : tones[state]}>
      {words(isQuiet ? "settings.silent" : `settings.${state}`)}
    </span>
  );
}
