import type { WindowView } from "#contract/threads.ts";
import { hourMs, minuteMs } from "#domain/time.ts";
import { windowMs } from "#domain/window.ts";
import { formatLeft, formatUntil, formatWhen } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import { useWindow } from "../../ui/use-window.ts";
import classes from "./WindowCard.module.css";

type Props = { view: WindowView; channelName: string; channelAddress: string; person: string | null };

/** One window: on which number, what is left of it as words and as a bar, because of which message. */
export function WindowCard({ view, channelName, channelAddress, person }: Props) {
  const time = useTime();
  const { words, now } = time;
  const window = useWindow(view);
  const leftMs = window.state === "open" ? window.closesAt - now : 0;
  const last = window.state === "never" ? null : window.lastCustomerMessageAt;
  const isRefused = window.state === "closed" && window.closedBy === "provider";
  const state = isRefused ? words("panel.closedByProvider") : words(`panel.${window.state}`);
  return (
    <div className={classes.card} data-state={stateOf(window.state, leftMs)}>
      <p className={classes.top}>
        <span className={classes.number}>{channelName}</span>
        <span className={classes.state}>{state}</span>
      </p>
      <p className={classes.fact}>
        {channelAddress}
        {person !== null && ` · ${words("panel.windowOf", { person })}`}
      </p>
      {window.state === "open" && (
        <>
          <div className={classes.bar} aria-hidden="true">
            <span style={{ width: `${Math.max(2, Math.min(100, (100 * leftMs) / windowMs))}%` }} />
          </div>
          <p className={classes.left}>
            <strong>{words("panel.left", { left: formatLeft(leftMs, words) })}</strong>
            <span>{words("panel.until", { until: formatUntil(window.closesAt, time) })}</span>
          </p>
        </>
      )}
      <p className={classes.fact}>
        {last === null
          ? words("panel.noMessage")
          : words("panel.lastMessage", { at: formatWhen(last, time) })}
      </p>
    </div>
  );
}

/** Amber with less than two hours left, red with less than a quarter; the words say how much it is. */
function stateOf(state: "open" | "closed" | "never", leftMs: number): string {
  if (state !== "open") {
    return state;
  }
  return leftMs < 15 * minuteMs ? "ending" : leftMs < 2 * hourMs ? "closing" : "open";
}
