import { IconClock } from "@tabler/icons-react";
import type { WindowView } from "#contract/threads.ts";
import { hourMs, minuteMs } from "#domain/time.ts";
import { formatLeftShort } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import { windowNow } from "../../ui/window-state.ts";
import classes from "./WindowLeft.module.css";

/** How long the window that closes last stays open; nothing when none is open. */
export function WindowLeft({ windows }: { windows: readonly WindowView[] }) {
  const { now, words } = useTime();
  const closings = windows.flatMap((view) => {
    const state = windowNow(view, now);
    return state.state === "open" ? [state.closesAt] : [];
  });
  if (closings.length === 0) {
    return null;
  }
  const leftMs = Math.max(...closings) - now;
  const left = formatLeftShort(leftMs, words);
  const level = leftMs < 15 * minuteMs ? "last" : leftMs < 2 * hourMs ? "soon" : "calm";
  return (
    <span className={classes.left} data-level={level} title={words("list.windowLeft", { left })}>
      <IconClock size={13} aria-hidden="true" />
      {left}
    </span>
  );
}
