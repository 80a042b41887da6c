import { IconClock, IconClockX } from "@tabler/icons-react";
import type { ThreadItem } from "#contract/threads.ts";
import type { Instant } from "#domain/time.ts";
import { urgencyOf } from "#domain/window-left.ts";
import { waitingWindow } from "../../api/thread-order.ts";
import { formatLeft, formatLeftShort } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import { windowNow } from "../../ui/window-state.ts";
import classes from "./WindowLeft.module.css";

/** How long one may still answer freely: in the window that the customer waits in, else in the one that closes last. */
export function WindowLeft({ thread }: { thread: ThreadItem }) {
  const { now, words } = useTime();
  const closesAt = closingOf(thread, now);
  if (closesAt === null) {
    return null;
  }
  if (closesAt <= now) {
    return (
      <span className={classes.left} data-level="lost">
        <IconClockX size={13} aria-hidden="true" />
        {words("list.windowLost")}
      </span>
    );
  }
  const leftMs = closesAt - now;
  return (
    <span
      className={classes.left}
      data-level={urgencyOf(leftMs)}
      title={words("list.windowLeft", { left: formatLeft(leftMs, words) })}
    >
      <IconClock size={13} aria-hidden="true" />
      <span aria-hidden="true">{formatLeftShort(leftMs, words)}</span>
      <span className={classes.spoken}>{words("list.windowLeft", { left: formatLeft(leftMs, words) })}</span>
    </span>
  );
}

/** Null: there is no window to speak of. A time that is past: the customer waited until it closed. */
function closingOf(thread: ThreadItem, now: Instant): Instant | null {
  const waiting = windowNow(waitingWindow(thread), now);
  if (waiting.state !== "never") {
    return waiting.state === "open" ? waiting.closesAt : now;
  }
  const closings = thread.windows.flatMap((view) => {
    const state = windowNow(view, now);
    return state.state === "open" ? [state.closesAt] : [];
  });
  return closings.length === 0 ? null : Math.max(...closings);
}
