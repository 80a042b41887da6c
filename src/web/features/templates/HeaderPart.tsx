import { NativeSelect, TextInput } from "@mantine/core";
import { longestText } from "#domain/validate-texts.ts";
import { useWords } from "../../ui/use-words.ts";
import { Examples } from "./Examples.tsx";
import type { ProblemAt } from "./problem-text.ts";
import classes from "./TemplateEditor.module.css";
import type { TemplateEditing } from "./use-template-editor.ts";

type Props = { editing: TemplateEditing; problemAt: ProblemAt };

const kinds = [
  { value: "", word: "none" },
  { value: "TEXT", word: "text" },
  { value: "LOCATION", word: "location" },
] as const;

/** What stands above the text: nothing, a line, a file or a place. */
export function HeaderPart({ editing, problemAt }: Props) {
  const words = useWords();
  const { form, change } = editing;
  return (
    <fieldset className={classes.part}>
      <legend className={classes.legend}>{words("workbench.editor.header")}</legend>
      <NativeSelect
        label={words("workbench.editor.headerKind")}
        value={form.headerFormat}
        error={form.headerFormat === "TEXT" ? undefined : problemAt("header")}
        onChange={(event) => change({ headerFormat: event.currentTarget.value })}
        data={kinds.map(({ value, word }) => ({ value, label: words(`workbench.editor.${word}`) }))}
      />
      {form.headerFormat === "TEXT" && (
        <>
          <TextInput
            label={words("workbench.editor.headerText")}
            description={words("workbench.editor.counter", {
              count: form.headerText.length,
              limit: longestText.header,
            })}
            autoComplete="off"
            value={form.headerText}
            error={problemAt("header")}
            onChange={(event) => change({ headerText: event.currentTarget.value })}
          />
          <Examples part="header" text={form.headerText} editing={editing} problemAt={problemAt} />
        </>
      )}
      {form.headerFormat === "LOCATION" && (
        <p className={classes.advice}>{words("workbench.editor.locationHint")}</p>
      )}
    </fieldset>
  );
}
