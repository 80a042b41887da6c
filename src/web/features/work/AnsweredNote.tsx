import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useWords } from "../../ui/use-words.ts";
import classes from "./AnsweredNote.module.css";

type Props = {
  /** Who answered, and what; null: nobody knows. */
  name: string | null;
  text: string | null;
  onSeen: () => void;
  /** Absent where what is to be sent has its own button close by. */
  onSendAnyway?: () => void;
};

/** Says that a colleague has just answered, and asks. */
export function AnsweredNote({ name, text, onSeen, onSendAnyway }: Props) {
  const words = useWords();
  return (
    <div className={classes.notice} role="alert">
      <IconAlertTriangle size={18} aria-hidden="true" className={classes.icon} />
      <p className={classes.text}>
        <strong>{words("work.answered", { name: name ?? words("work.somebody") })}</strong>
        {text !== null && <span className={classes.quote}>{text}</span>}
      </p>
      <div className={classes.buttons}>
        <Button variant="default" size="compact-sm" onClick={onSeen}>
          {words("work.answeredSeen")}
        </Button>
        {onSendAnyway !== undefined && (
          <Button size="compact-sm" onClick={onSendAnyway}>
            {words("work.sendAnyway")}
          </Button>
        )}
      </div>
    </div>
  );
}
