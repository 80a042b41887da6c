import type { Message } from "#contract/messages.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./Reactions.module.css";

/** The emoji that hang on a message; one of ours that did not get there says so. */
export function Reactions({ reactions }: { reactions: Message["reactions"] }) {
  const words = useWords();
  return (
    <span className={classes.reactions}>
      {reactions.map(({ emoji, by, status }) => {
        const hasFailed = status === "failed" || status === "expired";
        return (
          <span
            key={by}
            className={classes.reaction}
            data-by={by}
            data-failed={hasFailed ? "true" : undefined}
            title={hasFailed ? words("shown.reactionFailed") : undefined}
          >
            <span className={classes.spoken}>
              {words(by === "business" ? "shown.ourReaction" : "thread.reaction")}
              {hasFailed && `, ${words("shown.reactionFailed")}`}
            </span>
            {emoji}
            {hasFailed && <span aria-hidden="true">!</span>}
          </span>
        );
      })}
    </span>
  );
}
