import { IconAlarm, IconClock } from "@tabler/icons-react";
import { hourMs, minuteMs } from "#domain/time.ts";
import type { WindowState } from "#domain/window.ts";
import { formatLeft, formatOf, formatUntil } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./WindowLine.module.css";

type Props = { window: Extract<WindowState, { state: "open" }> };

/** The one honest line while the window is open: until when, because of which message, how much is left. */
export function WindowLine({ window }: Props) {
  const time = useTime();
  const { words, now } = time;
  const leftMs = window.closesAt - now;
  const level = leftMs < 15 * minuteMs ? "last" : leftMs < 2 * hourMs ? "soon" : "calm";
  const Icon = level === "calm" ? IconClock : IconAlarm;
  return (
    <p className={classes.line} data-level={level}>
      <Icon size={16} aria-hidden="true" className={classes.icon} />
      <span>
        {level !== "calm" && <strong>{words("window.closingSoon")} · </strong>}
        {words("window.open", {
          until: formatUntil(window.closesAt, time),
          because: formatOf(window.lastCustomerMessageAt, time),
          left: formatLeft(leftMs, words),
        })}
      </span>
    </p>
  );
}
