import type { Message } from "#contract/messages.ts";
import { hasWords } from "../../text/i18n.ts";
import type { AllWords } from "../../text/words.ts";
import { formatPhone } from "../../ui/format-phone.ts";
import { formatClock } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import { readWorkLine, WorkLine } from "../work/WorkLine.tsx";
import classes from "./Dividers.module.css";

type Line = keyof AllWords["line"];

/** A small line that the system put into the thread: a number changed hands, two cards may be one person. */
export function SystemLine({ message }: { message: Message }) {
  const time = useTime();
  const work = readWorkLine(message.payload);
  if (work !== null) {
    return <WorkLine message={message} line={work} />;
  }
  const { line, from, to, name, said } = readLine(message.payload);
  const known = time.words(`line.${line}`, {
    from: formatPhone(from),
    to: formatPhone(to),
    name: name || time.words("line.unnamed"),
  });
  const text = said === "" ? known : `${known}: ${said}`;
  return (
    <p className={classes.line}>
      {message.text ?? text} · {formatClock(Date.parse(message.sentAt), time)}
    </p>
  );
}

function readLine(payload: unknown): { line: Line; from: string; to: string; name: string; said: string } {
  const read = (key: string): string => {
    const value: unknown = typeof payload === "object" && payload !== null ? Reflect.get(payload, key) : null;
    return typeof value === "string" ? value : "";
  };
  const line = read("line");
  const known = isKnown(line) ? line : "other";
  return { line: known, from: read("from"), to: read("to"), name: read("name"), said: read("said") };
}

function isKnown(line: string): line is Line {
  return line !== "" && hasWords(`line.${line}`);
}
