import { IconArrowBackUp } from "@tabler/icons-react";
import { useWords } from "../../ui/use-words.ts";
import classes from "./ReplyButton.module.css";

/** Answers exactly this message: it stands above the text and goes along as a quote. */
export function ReplyButton({ onReply }: { onReply: () => void }) {
  const words = useWords();
  return (
    <button
      type="button"
      className={classes.reply}
      aria-label={words("reply.action")}
      title={words("reply.action")}
      onClick={onReply}
    >
      <IconArrowBackUp size={18} aria-hidden="true" />
    </button>
  );
}
