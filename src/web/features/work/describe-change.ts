import type { TimeContext } from "../../ui/format-time.ts";
import { snoozeText } from "./snooze-text.ts";
import type { WorkChange } from "./work-change.ts";

/** What was done with one thread or several, in a sentence. */
export function describeChange(change: WorkChange, count: number, time: TimeContext): string {
  const { words } = time;
  const { status, snoozedUntil, assignee, addTags = [], removeTags = [] } = change;
  if (status === "snoozed" && snoozedUntil !== undefined) {
    return words("work.done.snoozed", { count, until: snoozeText(Date.parse(snoozedUntil), time) });
  }
  if (status !== undefined && status !== "snoozed") {
    return words(`work.done.${status}`, { count });
  }
  if (assignee !== undefined) {
    return assignee === null
      ? words("work.done.unassigned", { count })
      : words("work.done.assigned", { count, name: assignee.name });
  }
  const tags = [...addTags, ...removeTags].map(({ name }) => name).join(", ");
  return words(addTags.length > 0 ? "work.done.tagged" : "work.done.untagged", { count, tags });
}
