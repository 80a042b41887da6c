import type { Message } from "#contract/messages.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./MessageItem.module.css";

/** Reactions below a message, each emoji once with how often it stands there. */
export function Reactions({ reactions }: { reactions: Message["reactions"] }) {
  const words = useWords();
  const groups = Map.groupBy(reactions, ({ emoji }) => emoji);
  return (
    <span className={classes.reactions}>
      {[...groups].map(([emoji, all]) => (
        <span key={emoji} className={classes.reaction}>
          <span className={classes.spoken}>{words("thread.reaction")}</span>
          {emoji}
          {all.length > 1 && <span className={classes.times}>{all.length}</span>}
        </span>
      ))}
    </span>
  );
}
