import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import type { TemplateButton } from "#domain/template.ts";
import { buttonLimits } from "#domain/validate-buttons.ts";
import { useWords } from "../../ui/use-words.ts";
import { ButtonFields } from "./ButtonFields.tsx";
import type { ProblemAt } from "./problem-text.ts";
import classes from "./TemplateEditor.module.css";
import type { TemplateEditing } from "./use-template-editor.ts";

type Props = { editing: TemplateEditing; problemAt: ProblemAt };

const kinds = [
  "QUICK_REPLY",
  "URL",
  "PHONE_NUMBER",
  "COPY_CODE",
  "FLOW",
  "VOICE_CALL",
  "REQUEST_CONTACT_INFO",
  "CATALOG",
] as const;

/** The buttons in their order; each is moved by buttons, not by dragging. */
export function ButtonsPart({ editing, problemAt }: Props) {
  const words = useWords();
  const { form, change } = editing;
  const { buttons } = form;
  const put = (index: number, button: TemplateButton): void =>
    change({ buttons: buttons.map((one, place) => (place === index ? button : one)) });
  const move = (index: number, step: 1 | -1): void => {
    const moved = buttons.toSpliced(index, 1);
    const [button] = buttons.slice(index, index + 1);
    change({ buttons: button === undefined ? moved : moved.toSpliced(index + step, 0, button) });
  };
  return (
    <fieldset className={classes.part}>
      <legend className={classes.legend}>{words("workbench.editor.buttons")}</legend>
      {buttons.map((button, index) => {
        const number = index + 1;
        const problem = problemAt("buttons", { index });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a button of a template has no name but its place
          <fieldset key={index} className={classes.button} aria-label={`${number}`}>
            <div className={classes.buttonHead}>
              <NativeSelect
                className={classes.buttonKind}
                label={words("workbench.editor.buttonKind")}
                value={button.type}
                onChange={(event) => put(index, { type: event.currentTarget.value, text: button.text })}
                data={[
                  ...kinds.map((value) => ({ value, label: words(`workbench.button.${value}`) })),
                  ...(kinds.some((kind) => kind === button.type)
                    ? []
                    : [{ value: button.type, label: button.type }]),
                ]}
              />
              <ActionIcon
                variant="default"
                size="lg"
                disabled={index === 0}
                aria-label={words("workbench.editor.moveUp", { number })}
                onClick={() => move(index, -1)}
              >
                <IconArrowUp size={16} aria-hidden="true" />
              </ActionIcon>
              <ActionIcon
                variant="default"
                size="lg"
                disabled={number === buttons.length}
                aria-label={words("workbench.editor.moveDown", { number })}
                onClick={() => move(index, 1)}
              >
                <IconArrowDown size={16} aria-hidden="true" />
              </ActionIcon>
              <ActionIcon
                variant="default"
                size="lg"
                aria-label={words("workbench.editor.removeButton", { number })}
                onClick={() => change({ buttons: buttons.toSpliced(index, 1) })}
              >
                <IconTrash size={16} aria-hidden="true" />
              </ActionIcon>
            </div>
            <ButtonFields
              button={button}
              index={index}
              problemAt={problemAt}
              onChange={(changed) => put(index, changed)}
            />
            {problem !== undefined && <p className={classes.problem}>{problem}</p>}
          </fieldset>
        );
      })}
      {problemAt("buttons") !== undefined && <p className={classes.problem}>{problemAt("buttons")}</p>}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          disabled={buttons.length >= buttonLimits.all}
          onClick={() => change({ buttons: [...buttons, { type: "QUICK_REPLY", text: "" }] })}
        >
          {words("workbench.editor.addButton")}
        </Button>
      </div>
    </fieldset>
  );
}
