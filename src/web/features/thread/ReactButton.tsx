import { IconMoodPlus } from "@tabler/icons-react";
import { lazy, Suspense, useRef, useState } from "react";
import type { Message } from "#contract/messages.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./ReplyButton.module.css";

const ReactionPicker = lazy(async () => {
  const { ReactionPicker: component } = await import("./ReactionPicker.tsx");
  return { default: component };
});

/** Answers a message with an emoji that hangs on it. */
export function ReactButton({ message }: { message: Message }) {
  const words = useWords();
  const [isPicking, setIsPicking] = useState(false);
  const buttonRef = useRef<HTMLButtonElement>(null);
  const handleClose = (): void => {
    setIsPicking(false);
    buttonRef.current?.focus();
  };
  return (
    <span className={classes.place}>
      <button
        ref={buttonRef}
        type="button"
        className={classes.reply}
        aria-label={words("more.react")}
        title={words("more.react")}
        aria-expanded={isPicking}
        onClick={() => setIsPicking(!isPicking)}
      >
        <IconMoodPlus size={18} aria-hidden="true" />
      </button>
      <Suspense>{isPicking && <ReactionPicker message={message} onClose={handleClose} />}</Suspense>
    </span>
  );
}
