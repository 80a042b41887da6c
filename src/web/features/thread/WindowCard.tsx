import type { WindowView } from "#contract/threads.ts";
import { formatLeft, formatWhen } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import { useWindow } from "../../ui/use-window.ts";
import classes from "./CustomerPanel.module.css";

/** One window of the customer: on which number, open for how long, because of which message. */
export function WindowCard({ view, channelName }: { view: WindowView; channelName: string }) {
  const time = useTime();
  const { words, now } = time;
  const window = useWindow(view);
  const last = window.state === "never" ? null : window.lastCustomerMessageAt;
  return (
    <div className={classes.card}>
      <span className={classes.cardTop}>
        <span>{words(`panel.${window.state}`)}</span>
        {window.state === "open" && (
          <span className={classes.left}>
            {words("panel.left", { left: formatLeft(window.closesAt - now, words) })}
          </span>
        )}
      </span>
      <span className={classes.fact}>{channelName}</span>
      <span className={classes.fact}>
        {last === null
          ? words("panel.noMessage")
          : words("panel.lastMessage", { at: formatWhen(last, time) })}
      </span>
    </div>
  );
}
