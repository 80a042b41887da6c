import { Modal } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useWords } from "../../ui/use-words.ts";
import classes from "./CommandBar.module.css";
import { type Command, commandGroups, findCommands } from "./command.ts";
import { Keys } from "./Keys.tsx";
import { shellDialog } from "./shell-dialog.ts";
import { useCommands } from "./use-commands.tsx";
import { useFoundThreads } from "./use-found-threads.tsx";

/** Finds a thread or does anything by its name: type, choose with the arrows, Enter. */
export function CommandBar() {
  const words = useWords();
  const listId = useId();
  const [question, setQuestion] = useState("");
  const [chosen, setChosen] = useState(0);
  const found = [...useFoundThreads(question), ...findCommands(useCommands(), question)];
  const current = found[Math.min(chosen, found.length - 1)];
  const optionId = (command: Command): string => `${listId}-${command.id}`;
  const handleClose = (): void => shellDialog.set(null);
  const handleRun = (command: Command): void => {
    handleClose();
    // After the dialog gave the focus back: what is run may want it.
    setTimeout(() => command.run());
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      const next = (Math.min(chosen, found.length - 1) + step + found.length) % found.length;
      setChosen(next);
      const target = found[next];
      if (target !== undefined) {
        document.getElementById(optionId(target))?.scrollIntoView({ block: "nearest" });
      }
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing && current !== undefined) {
      event.preventDefault();
      handleRun(current);
    }
  };
  return (
    <Modal.Root opened onClose={handleClose} radius="lg" size={560} yOffset="12dvh">
      <Modal.Overlay />
      <Modal.Content aria-label={words("commands.title")}>
        <div className={classes.field}>
          <IconSearch size={20} aria-hidden="true" className={classes.glass} />
          <input
            data-autofocus
            className={classes.input}
            role="combobox"
            aria-expanded={found.length > 0}
            aria-controls={listId}
            aria-activedescendant={current === undefined ? undefined : optionId(current)}
            aria-label={words("commands.title")}
            placeholder={words("commands.placeholder")}
            autoComplete="off"
            spellCheck={false}
            value={question}
            onChange={(event) => {
              setQuestion(event.currentTarget.value);
              setChosen(0);
            }}
            onKeyDown={handleKeyDown}
          />
        </div>
        <div id={listId} role="listbox" aria-label={words("commands.title")} className={classes.list}>
          {commandGroups.map((group) => {
            const commands = found.filter((command) => command.group === group);
            return commands.length === 0 ? null : (
              // biome-ignore lint/a11y/useSemanticElements: A fieldset has no place in a listbox.
              <div key={group} role="group" aria-labelledby={`${listId}-${group}`}>
                <div id={`${listId}-${group}`} className={classes.heading} role="presentation">
                  {words(`commands.${group}`)}
                </div>
                {commands.map((command) => (
                  <button
                    type="button"
                    tabIndex={-1}
                    key={command.id}
                    id={optionId(command)}
                    role="option"
                    aria-selected={command === current}
                    className={classes.option}
                    onPointerMove={() => setChosen(found.indexOf(command))}
                    onClick={() => handleRun(command)}
                  >
                    <span className={classes.icon}>{command.icon}</span>
                    <span className={classes.label}>{command.label}</span>
                    {command.detail !== undefined && <span className={classes.detail}>{command.detail}</span>}
                    {command.keys !== undefined && <Keys keys={command.keys} />}
                  </button>
                ))}
              </div>
            );
          })}
        </div>
        <p role="status" className={classes.none}>
          {found.length === 0 && words("commands.none", { question })}
        </p>
      </Modal.Content>
    </Modal.Root>
  );
}
