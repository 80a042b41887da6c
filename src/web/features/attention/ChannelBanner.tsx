import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useChannels } from "../../api/use-channels.ts";
import { formatWhen } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import { alarmText } from "../settings/channels/alarm-text.ts";
import classes from "./ChannelBanner.module.css";

/** Tells everybody that WhatsApp holds a number back, which one, and where the next step stands. */
export function ChannelBanner() {
  const time = useTime();
  const { words } = time;
  const channels = useChannels().filter(({ disconnectedAt }) => disconnectedAt === null);
  return (
    <div role="status">
      {channels.map(({ id, name, alarm }) => {
        if (alarm === null) {
          return null;
        }
        const until = alarm.until === null ? "" : formatWhen(Date.parse(alarm.until), time);
        return (
          <p key={id} className={classes.banner}>
            <IconAlertTriangle size={16} aria-hidden="true" />
            <span>
              <strong>{name}:</strong> {alarmText(alarm, words).title}{" "}
              {until !== "" && words("health.until", { at: until })}
            </span>
            <Link to="/settings/$page" params={{ page: "channels" }} className={classes.link}>
              {words("health.whatToDo")}
            </Link>
          </p>
        );
      })}
    </div>
  );
}
