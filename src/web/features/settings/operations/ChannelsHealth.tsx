import type { ChannelView } from "#contract/channels.ts";
import type { Operations } from "#contract/operations.ts";
import { useChannels } from "../../../api/use-channels.ts";
import { ChannelIcon } from "../../../ui/ChannelIcon.tsx";
import { useTime } from "../../../ui/use-time.ts";
import { Card } from "../Card.tsx";
import { ChannelBadge } from "../channels/ChannelBadge.tsx";
import classes from "../SettingsPage.module.css";
import { ageText } from "./age-text.ts";

type Load = Operations["channels"][number];

/** Each channel: whether it works and why not, when something last came, and today's traffic. */
export function ChannelsHealth({ operations }: { operations: Operations }) {
  const { words } = useTime();
  const channels = useChannels().filter(({ disconnectedAt }) => disconnectedAt === null);
  return (
    <Card title={words("settings.page.channels")}>
      {channels.length === 0 && <p className={classes.lead}>{words("settings.noChannels")}</p>}
      <ul className={classes.rows}>
        {channels.map((channel) => (
          <ChannelRow
            key={channel.id}
            channel={channel}
            load={operations.channels.find(({ channelId }) => channelId === channel.id)}
          />
        ))}
      </ul>
    </Card>
  );
}

function ChannelRow({ channel, load }: { channel: ChannelView; load: Load | undefined }) {
  const { words, now } = useTime();
  const { kind, name, state, stateDetail, lastInboundAt } = channel;
  const came =
    lastInboundAt === null
      ? words("settings.nothingCame")
      : words("operations.lastCame", { age: ageText(now - Date.parse(lastInboundAt), words) });
  const traffic = [
    words("operations.received", { count: load?.receivedToday ?? 0 }),
    words("operations.sent", { count: load?.sentToday ?? 0 }),
    ...(load === undefined || load.waiting === 0
      ? []
      : [words("operations.queued", { count: load.waiting })]),
  ];
  return (
    <li className={classes.row}>
      <ChannelIcon kind={kind} size={24} />
      <span className={classes.rowText}>
        <span className={classes.rowTitle}>{name}</span>
        <span className={classes.rowDetail}>{came}</span>
        <span className={classes.rowDetail}>
          {words("operations.today", { traffic: traffic.join(" · ") })}
        </span>
        {state !== "connected" && (
          <span className={classes.rowDetail}>
            {words(`settings.next.${state}`)}
            {stateDetail !== null && ` · ${stateDetail}`}
          </span>
        )}
      </span>
      <ChannelBadge channel={channel} />
    </li>
  );
}
