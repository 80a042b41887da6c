import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import classes from "./SettingsPage.module.css";

type Props = {
  title: string;
  children: ReactNode;
  action: string;
  isPending: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks once more before what can't simply be undone, and says what will happen. */
export function ConfirmDialog({ title, children, action, isPending, error, onConfirm, onClose }: Props) {
  const words = useWords();
  return (
    <Dialog opened onClose={onClose} title={title}>
      <div className={classes.form}>
        <div className={classes.lead}>{children}</div>
        {error !== null && <ErrorNote error={error} />}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {words("app.cancel")}
          </Button>
          <Button color="red.8" loading={isPending} onClick={onConfirm}>
            {action}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
