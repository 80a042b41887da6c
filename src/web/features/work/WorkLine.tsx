import * as z from "zod/mini";
import type { Message } from "#contract/messages.ts";
import { formatClock, type TimeContext } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import { snoozeText } from "./snooze-text.ts";
import classes from "./WorkLine.module.css";

const workLine = z.object({
  work: z.enum([
    "assigned",
    "unassigned",
    "opened",
    "reopened",
    "pending",
    "resolved",
    "snoozed",
    "woken",
    "tagged",
    "untagged",
    "marketing-stopped",
    "marketing-resumed",
  ]),
  by: z.optional(z.enum(["customer", "time"])),
  userId: z.optional(z.string()),
  name: z.optional(z.string()),
  until: z.optional(z.string()),
  tags: z.optional(z.array(z.string())),
});
type Line = z.infer<typeof workLine>;

/** What a system line tells of the work on its thread; null: it is about something else. */
export function readWorkLine(payload: unknown): Line | null {
  const parsed = z.safeParse(workLine, payload);
  return parsed.success ? parsed.data : null;
}

/** A small line that says who did what with the thread, and when. */
export function WorkLine({ message, line }: { message: Message; line: Line }) {
  const time = useTime();
  return (
    <p className={classes.line}>
      {textOf(line, message.author, time)} · {formatClock(Date.parse(message.sentAt), time)}
    </p>
  );
}

function textOf(line: Line, author: Message["author"], time: TimeContext): string {
  const { words } = time;
  if (line.by !== undefined) {
    return words(line.by === "customer" ? "work.line.openedByCustomer" : "work.line.openedByTime");
  }
  const who = author?.name ?? words("work.somebody");
  const { work, tags = [], name = "" } = line;
  switch (work) {
    case "assigned":
      return line.userId === author?.id
        ? words("work.line.assignedSelf", { who })
        : words("work.line.assigned", { who, name });
    case "snoozed": {
      const until = snoozeText(Date.parse(line.until ?? ""), time);
      return words("work.line.snoozed", { who, until });
    }
    case "tagged":
    case "untagged":
      return words(`work.line.${work}`, { who, count: tags.length, tags: tags.join(", ") });
    default:
      return words(`work.line.${work}`, { who });
  }
}
