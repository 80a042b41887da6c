import { TextInput } from "@mantine/core";
import { useWords } from "../../ui/use-words.ts";
import type { ProblemAt } from "./problem-text.ts";
import classes from "./TemplateEditor.module.css";
import { exampleKeys } from "./template-form.ts";
import type { TemplateEditing } from "./use-template-editor.ts";

type Props = { part: "header" | "body"; text: string; editing: TemplateEditing; problemAt: ProblemAt };

/** One example for each variable of a text: WhatsApp's reviewers read the template with them. */
export function Examples({ part, text, editing, problemAt }: Props) {
  const words = useWords();
  const { form, change } = editing;
  const keys = exampleKeys(part, text);
  return keys.length === 0 ? null : (
    <div className={classes.pair}>
      {keys.map(({ key, name }) => (
        <TextInput
          key={key}
          label={words("workbench.editor.example", { name: `{{${name}}}` })}
          autoComplete="off"
          value={form.examples[key] ?? ""}
          error={problemAt(part, { variable: name })}
          onChange={(event) => {
            const { value } = event.currentTarget;
            change({ examples: { ...form.examples, [key]: value } });
          }}
        />
      ))}
    </div>
  );
}
