import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { takeBackWaiting } from "../../api/outbox.ts";
import { useWords } from "../../ui/use-words.ts";
import { focusComposer } from "../composer/focus-composer.ts";
import classes from "./UndoMail.module.css";

/** Takes a message back that waits for the connection. */
export function UndoWaiting({ clientId }: { clientId: string }) {
  const words = useWords();
  const handleUndo = (): void => {
    if (takeBackWaiting(clientId)) {
      focusComposer();
    }
  };
  return (
    <span className={classes.undo}>
      <span className={classes.left}>{words("undo.waiting")}</span>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowBackUp size={15} aria-hidden="true" />}
        onClick={handleUndo}
      >
        {words("undo.action")}
      </Button>
    </span>
  );
}
