import { NativeSelect, TextInput } from "@mantine/core";
import { longestText } from "#domain/validate-texts.ts";
import { useWords } from "../../ui/use-words.ts";
import { ExampleFile } from "./ExampleFile.tsx";
import { Examples } from "./Examples.tsx";
import type { ProblemAt } from "./problem-text.ts";
import classes from "./TemplateEditor.module.css";
import type { TemplateEditing } from "./use-template-editor.ts";

type Props = { editing: TemplateEditing; problemAt: ProblemAt };

const kinds = [
  { value: "", word: "none" },
  { value: "TEXT", word: "text" },
  { value: "IMAGE", word: "image" },
  { value: "VIDEO", word: "video" },
  { value: "DOCUMENT", word: "document" },
  { value: "LOCATION", word: "location" },
] as const;

const files = { IMAGE: "image", VIDEO: "video", DOCUMENT: "document" } as const;

/** What stands above the text: nothing, a line, a file or a place. */
export function HeaderPart({ editing, problemAt }: Props) {
  const words = useWords();
  const { form, change } = editing;
  const format = form.headerFormat;
  const file = format === "IMAGE" || format === "VIDEO" || format === "DOCUMENT" ? files[format] : null;
  return (
    <fieldset className={classes.part}>
      <legend className={classes.legend}>{words("workbench.editor.header")}</legend>
      <NativeSelect
        label={words("workbench.editor.headerKind")}
        value={form.headerFormat}
        error={form.headerFormat === "TEXT" ? undefined : problemAt("header")}
        onChange={(event) => change({ headerFormat: event.currentTarget.value, headerHandle: "" })}
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
      {file !== null && <ExampleFile key={file} kind={file} editing={editing} />}
      {form.headerFormat === "LOCATION" && (
        <p className={classes.advice}>{words("workbench.editor.locationHint")}</p>
      )}
    </fieldset>
  );
}
