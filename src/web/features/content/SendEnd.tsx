import { Button } from "@mantine/core";
import { IconSend2 } from "@tabler/icons-react";
import { useWords } from "../../ui/use-words.ts";
import { PriceNote } from "../composer/PriceNote.tsx";
import { AnsweredNote } from "../work/AnsweredNote.tsx";
import classes from "./SendEnd.module.css";
import type { useSendContent } from "./use-send-content.ts";

type Props = {
  content: ReturnType<typeof useSendContent>;
  /** Why it can't go yet; null: it can. */
  problem: string | null;
  onSend: () => void;
  onCancel: () => void;
};

/** The end of a dialog that sends: what is in the way, what it costs, and the button. */
export function SendEnd({ content, problem, onSend, onCancel }: Props) {
  const words = useWords();
  const { answer } = content;
  return (
    <div className={classes.end}>
      {answer !== null && (
        <AnsweredNote name={answer.author?.name ?? null} text={answer.text} onSeen={content.acceptAnswer} />
      )}
      <p className={classes.problem} role="status">
        {problem}
      </p>
      <div className={classes.notes}>
        <PriceNote estimate={content.estimate} />
      </div>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onCancel}>
          {words("app.cancel")}
        </Button>
        <Button
          className={classes.send}
          classNames={{ label: classes.sendLabel }}
          disabled={problem !== null || answer !== null}
          rightSection={<IconSend2 size={17} aria-hidden="true" />}
          onClick={onSend}
        >
          {content.label}
        </Button>
      </div>
    </div>
  );
}
