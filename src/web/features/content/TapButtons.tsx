import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { interactiveLimits } from "#domain/interactive-limits.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./TapDialog.module.css";
import type { Tap } from "./tap.ts";

type Props = { tap: Tap; onChange: (to: Partial<Tap>) => void };

/** What the customer taps: up to three buttons, up to ten options of a list, or a link. */
export function TapButtons({ tap, onChange }: Props) {
  switch (tap.kind) {
    case "buttons":
      return <Buttons tap={tap} onChange={onChange} />;
    case "list":
      return <Options tap={tap} onChange={onChange} />;
    case "link":
      return <LinkFields tap={tap} onChange={onChange} />;
    default:
      return null;
  }
}

function Buttons({ tap: { buttons }, onChange }: Props) {
  const words = useWords();
  return (
    <>
      {buttons.map((title, index) => (
        // Buttons are told apart by their place alone.
        // biome-ignore lint/suspicious/noArrayIndexKey: their place is what they are
        <div key={index} className={classes.line}>
          <TextInput
            className={classes.grow}
            label={words("tap.button", { number: index + 1 })}
            maxLength={interactiveLimits.buttonTitle}
            value={title}
            onChange={(event) => onChange({ buttons: buttons.with(index, event.currentTarget.value) })}
          />
          {buttons.length > 1 && (
            <Remove
              label={words("tap.removeButton", { number: index + 1 })}
              onClick={() => onChange({ buttons: buttons.toSpliced(index, 1) })}
            />
          )}
        </div>
      ))}
      {buttons.length < interactiveLimits.buttons && (
        <Add label={words("tap.addButton")} onClick={() => onChange({ buttons: [...buttons, ""] })} />
      )}
    </>
  );
}

function Options({ tap: { options, listButton }, onChange }: Props) {
  const words = useWords();
  const set = (index: number, to: Partial<Tap["options"][number]>): void => {
    const before = options[index] ?? { title: "", description: "" };
    onChange({ options: options.with(index, { ...before, ...to }) });
  };
  return (
    <>
      <TextInput
        label={words("tap.listButton")}
        maxLength={interactiveLimits.listButton}
        value={listButton}
        onChange={(event) => onChange({ listButton: event.currentTarget.value })}
      />
      {options.map(({ title, description }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: their place is what they are
        <div key={index} className={classes.line}>
          <div className={classes.grow}>
            <TextInput
              label={words("tap.option", { number: index + 1 })}
              maxLength={interactiveLimits.rowTitle}
              value={title}
              onChange={(event) => set(index, { title: event.currentTarget.value })}
            />
            <TextInput
              label={words("tap.optionDescription", { number: index + 1 })}
              maxLength={interactiveLimits.rowDescription}
              value={description}
              onChange={(event) => set(index, { description: event.currentTarget.value })}
            />
          </div>
          {options.length > 1 && (
            <Remove
              label={words("tap.removeOption", { number: index + 1 })}
              onClick={() => onChange({ options: options.toSpliced(index, 1) })}
            />
          )}
        </div>
      ))}
      {options.length < interactiveLimits.rows && (
        <Add
          label={words("tap.addOption")}
          onClick={() => onChange({ options: [...options, { title: "", description: "" }] })}
        />
      )}
    </>
  );
}

function LinkFields({ tap, onChange }: Props) {
  const words = useWords();
  return (
    <>
      <TextInput
        label={words("tap.linkTitle")}
        maxLength={interactiveLimits.linkTitle}
        value={tap.linkTitle}
        onChange={(event) => onChange({ linkTitle: event.currentTarget.value })}
      />
      <TextInput
        label={words("tap.url")}
        type="url"
        value={tap.url}
        onChange={(event) => onChange({ url: event.currentTarget.value })}
      />
    </>
  );
}

function Add({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconPlus size={16} aria-hidden="true" />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={label} title={label} onClick={onClick}>
      <IconX size={18} aria-hidden="true" />
    </ActionIcon>
  );
}
