import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { hasNotices } from "../../ui/notify.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./UndoNotice.module.css";
import { type Undoable, undo } from "./undo.ts";

const shownMs = 7_000;

/** Says what was done, with a button that takes it back while the notice is there. */
export function showUndo(text: string, undoable: Undoable): void {
  notifications.show({
    id: nameOf(undoable.id),
    message: <UndoNotice text={text} undoable={undoable} />,
    autoClose: shownMs,
    withCloseButton: false,
  });
  hasNotices.set(true);
}

/** Takes the notice away: what it told was taken back. */
export function hideUndo(id: number): void {
  notifications.hide(nameOf(id));
}

const nameOf = (id: number): string => `undo ${id}`;

function UndoNotice({ text, undoable }: { text: string; undoable: Undoable }) {
  const words = useWords();
  return (
    <span className={classes.notice}>
      <span>{text}</span>
      <Button size="compact-sm" variant="light" onClick={() => void undo(undoable)}>
        {words("work.undo")}
      </Button>
    </span>
  );
}
