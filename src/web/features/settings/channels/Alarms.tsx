import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import type { ChannelAlarmView } from "#contract/channels.ts";
import { formatWhen } from "../../../ui/format-time.ts";
import { useTime } from "../../../ui/use-time.ts";
import { alarmText } from "./alarm-text.ts";
import classes from "./HealthDialog.module.css";

/** What is wrong with a channel, and what to do about each of it. */
export function Alarms({ alarms }: { alarms: readonly ChannelAlarmView[] }) {
  const time = useTime();
  const { words } = time;
  return (
    <ul className={classes.alarms}>
      {alarms.map((alarm) => {
        const { title, next } = alarmText(alarm, words);
        const Icon = alarm.level === "info" ? IconInfoCircle : IconAlertTriangle;
        return (
          <li key={`${alarm.code} ${alarm.detail}`} className={classes.alarm} data-level={alarm.level}>
            <Icon size={18} aria-hidden="true" />
            <div>
              <strong>{title}</strong>
              <p>{next}</p>
              {alarm.until !== null && (
                <p>{words("health.until", { at: formatWhen(Date.parse(alarm.until), time) })}</p>
              )}
              {alarm.detail !== null && <small>{alarm.detail}</small>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
