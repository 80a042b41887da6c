import { Button, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { useWords } from "../../ui/use-words.ts";
import classes from "./SettingsPage.module.css";

type Props = { label: string; description?: string; value: string };

/** Something to take elsewhere: shown whole, copied by a button. */
export function CopyField({ label, description, value }: Props) {
  const words = useWords();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async (): Promise<void> => {
    // Refused where the page is not served over https: the text can still be selected.
    await navigator.clipboard?.writeText(value).then(
      () => setIsCopied(true),
      () => undefined,
    );
  };
  return (
    <div className={classes.copy}>
      <TextInput
        label={label}
        description={description}
        value={value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        variant="default"
        aria-label={words("settings.copyThis", { what: label })}
        leftSection={isCopied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        onClick={() => void copy()}
      >
        {words(isCopied ? "settings.copied" : "settings.copy")}
      </Button>
      <span className={classes.hidden} role="status">
        {isCopied && words("settings.copied")}
      </span>
    </div>
  );
}
