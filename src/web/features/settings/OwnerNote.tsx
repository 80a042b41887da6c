import { IconLock } from "@tabler/icons-react";
import { useWords } from "../../ui/use-words.ts";
import classes from "./SettingsPage.module.css";

/** Tells an agent who may change this, instead of an error after the attempt. */
export function OwnerNote() {
  const words = useWords();
  return (
    <p className={classes.ownerNote}>
      <IconLock size={16} aria-hidden="true" />
      {words("settings.ownerOnly")}
    </p>
  );
}
