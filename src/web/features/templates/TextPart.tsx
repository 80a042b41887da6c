import { Button, Textarea, TextInput } from "@mantine/core";
import { variablesIn } from "#domain/template-variables.ts";
import { longestText } from "#domain/validate-texts.ts";
import { useWords } from "../../ui/use-words.ts";
import { Examples } from "./Examples.tsx";
import type { ProblemAt } from "./problem-text.ts";
import classes from "./TemplateEditor.module.css";
import type { TemplateEditing } from "./use-template-editor.ts";

type Props = { editing: TemplateEditing; problemAt: ProblemAt };

/** The text with its fields and their examples, and the line below it. */
export function TextPart({ editing, problemAt }: Props) {
  const words = useWords();
  const { form, change } = editing;
  const counter = (text: string, limit: number): string =>
    words("workbench.editor.counter", { count: text.length, limit });
  return (
    <fieldset className={classes.part}>
      <legend className={classes.legend}>{words("workbench.editor.body")}</legend>
      <Textarea
        label={words("workbench.editor.bodyText")}
        description={counter(form.body, longestText.body)}
        required
        withAsterisk={false}
        autosize
        minRows={4}
        value={form.body}
        error={form.body === "" ? undefined : problemAt("body")}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <div>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => change({ body: `${form.body}{{${nextField(form.body, form.isNamed)}}}` })}
        >
          {words("workbench.editor.insertField")}
        </Button>
      </div>
      <Examples part="body" text={form.body} editing={editing} problemAt={problemAt} />
      <TextInput
        label={words("workbench.editor.footerText")}
        description={counter(form.footer, longestText.footer)}
        autoComplete="off"
        value={form.footer}
        error={problemAt("footer")}
        onChange={(event) => change({ footer: event.currentTarget.value })}
      />
    </fieldset>
  );
}

/** The next number, or a name that the text does not have yet. */
function nextField(text: string, isNamed: boolean): string {
  const names = variablesIn(text);
  for (let number = names.length + 1; ; number += 1) {
    const name = isNamed ? `campo_${number}` : String(number);
    if (!names.includes(name)) {
      return name;
    }
  }
}
