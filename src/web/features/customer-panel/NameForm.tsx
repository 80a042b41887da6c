import { TextInput } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { takeFocus } from "../../ui/take-focus.ts";
import classes from "./PersonHead.module.css";

type Props = { name: string; label: string; onSave: (name: string) => void; onCancel: () => void };

/** The name while it is edited: Enter or leaving saves, Escape keeps the old one. */
export function NameForm({ name, label, onSave, onCancel }: Props) {
  const [value, setValue] = useState(name);
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    onSave(value.trim());
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <form className={classes.form} onSubmit={handleSubmit}>
      <TextInput
        aria-label={label}
        ref={takeFocus}
        autoComplete="off"
        maxLength={200}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        onKeyDown={handleKeyDown}
        onBlur={() => onSave(value.trim())}
      />
    </form>
  );
}
