import type { ThreadItem } from "#contract/threads.ts";
import { useTime } from "../../ui/use-time.ts";
import { snoozeText } from "./snooze-text.ts";

/** Where a thread stands, in words; nothing for an open one. */
export function WorkState({ thread }: { thread: Pick<ThreadItem, "status" | "snoozedUntil"> }) {
  const time = useTime();
  const { status, snoozedUntil } = thread;
  switch (status) {
    case "open":
      return null;
    case "snoozed":
      return time.words("work.state.snoozed", {
        until: snoozedUntil === null ? "" : snoozeText(Date.parse(snoozedUntil), time),
      });
    default:
      return time.words(`work.state.${status}`);
  }
}
