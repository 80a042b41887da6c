import { Button } from "@mantine/core";
import { useWords } from "../../ui/use-words.ts";
import classes from "./SettingsPage.module.css";

type Props = { isPending: boolean; isSaved: boolean; label?: string; disabled?: boolean };

/** The end of a form: what became of it, and its button. */
export function FormEnd({ isPending, isSaved, label, disabled = false }: Props) {
  const words = useWords();
  return (
    <div className={classes.actions}>
      <span className={classes.done} role="status">
        {isSaved && words("app.saved")}
      </span>
      <Button type="submit" loading={isPending} disabled={disabled}>
        {label ?? words("app.save")}
      </Button>
    </div>
  );
}
