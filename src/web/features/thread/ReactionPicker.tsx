import { Button } from "@mantine/core";
import type { Message } from "#contract/messages.ts";
import { codeOf } from "../../api/api-error.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { notify } from "../../ui/notify.ts";
import { useWords } from "../../ui/use-words.ts";
import { emojiGroups } from "../composer/emoji-data.ts";
import classes from "./ReactionPicker.module.css";
import { sendReaction } from "./send-reaction.ts";

/** What people react with most, before everything else. */
const usual = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

type Props = { message: Message; onClose: () => void };

/** Chooses the emoji of a reaction, or takes ours off. */
export function ReactionPicker({ message, onClose }: Props) {
  const words = useWords();
  const own = message.reactions.find(({ by }) => by === "business");
  const others = emojiGroups.flatMap(({ emoji }) => emoji.map(([one]) => one));
  const handlePick = (emoji: string): void => {
    onClose();
    sendReaction(message, emoji).catch((error: unknown) => void notify(words(`error.${codeOf(error)}`)));
  };
  return (
    <Dialog opened onClose={onClose} size="sm" title={words("more.react")}>
      <div className={classes.grid}>
        {[...usual, ...others.filter((one) => !usual.includes(one))].map((one, index) => (
          <button
            key={one}
            type="button"
            className={classes.emoji}
            data-autofocus={index === 0 ? true : undefined}
            aria-pressed={one === own?.emoji}
            onClick={() => handlePick(one)}
          >
            {one}
          </button>
        ))}
      </div>
      {own !== undefined && (
        <Button variant="default" fullWidth onClick={() => handlePick("")}>
          {words("more.takeOff", { emoji: own.emoji })}
        </Button>
      )}
    </Dialog>
  );
}
