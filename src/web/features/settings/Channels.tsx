import { useChannels } from "../../api/use-channels.ts";
import { ChannelIcon } from "../../ui/ChannelIcon.tsx";
import { formatPhone } from "../../ui/format-phone.ts";
import { formatWhen } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./SettingsPage.module.css";

/** Our numbers and mailboxes, whether they work, and when the last message came in. */
export function Channels() {
  const time = useTime();
  const { words } = time;
  const channels = useChannels();
  return (
    <section className={classes.card} aria-labelledby="channels">
      <h2 className={classes.heading} id="channels">
        {words("settings.channels")}
      </h2>
      {channels.length === 0 && <p className={classes.lead}>{words("settings.noChannels")}</p>}
      <ul className={classes.channels}>
        {channels.map(({ id, kind, name, address, state, lastInboundAt }) => (
          <li key={id} className={classes.channel}>
            <ChannelIcon kind={kind} size={22} />
            <div>
              <strong>{name}</strong>
              <span className={classes.address}>{formatPhone(address)}</span>
              {lastInboundAt !== null && (
                <span className={classes.address}>
                  {words("settings.lastInbound", { at: formatWhen(Date.parse(lastInboundAt), time) })}
                </span>
              )}
            </div>
            <span className={classes.state} data-state={state}>
              {words(`settings.${state}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
