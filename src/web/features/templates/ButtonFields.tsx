import { TextInput } from "@mantine/core";
import type { TemplateButton } from "#domain/template.ts";
import type { TemplateProblem } from "#domain/template-draft.ts";
import { buttonLimits } from "#domain/validate-buttons.ts";
import { useWords } from "../../ui/use-words.ts";
import type { ProblemAt } from "./problem-text.ts";
import classes from "./TemplateEditor.module.css";

type Props = {
  button: TemplateButton;
  index: number;
  problemAt: ProblemAt;
  onChange: (button: TemplateButton) => void;
};

type Key = "text" | "url" | "phone_number" | "example" | "flow_id";

/** What a button of its kind needs: a label, and where it leads. */
export function ButtonFields({ button, index, problemAt, onChange }: Props) {
  const words = useWords();
  const field = (key: Key, label: string, options: { description?: string; maxLength?: number } = {}) => (
    <TextInput
      key={key}
      label={label}
      autoComplete="off"
      {...options}
      value={textOf(button, key)}
      error={
        textOf(button, key) === ""
          ? undefined
          : problemAt("buttons", { index, field: key as TemplateProblem["field"] })
      }
      onChange={(event) => {
        const { value } = event.currentTarget;
        onChange({ ...button, [key]: key === "example" && button.type === "URL" ? [value] : value });
      }}
    />
  );
  const label = field("text", words("workbench.editor.buttonText"), { maxLength: buttonLimits.text });
  return <div className={classes.pair}>{fieldsOf()}</div>;

  function fieldsOf() {
    switch (button.type) {
      case "URL":
        return [
          label,
          field("url", words("workbench.editor.url"), {
            description: words("workbench.editor.urlHint", { one: "{{1}}" }),
          }),
          ...(/\{\{/.test(button.url ?? "") ? [field("example", words("workbench.editor.urlExample"))] : []),
        ];
      case "PHONE_NUMBER":
        return [label, field("phone_number", words("workbench.editor.phone"), { maxLength: 20 })];
      case "COPY_CODE":
        return [field("example", words("workbench.editor.code"), { maxLength: buttonLimits.code })];
      case "FLOW":
        return [label, field("flow_id", words("workbench.editor.flowId"))];
      case "REQUEST_CONTACT_INFO":
        return [];
      default:
        return [label];
    }
  }
}

function textOf(button: TemplateButton, key: Key): string {
  const value = button[key];
  return typeof value === "string" ? value : (value?.[0] ?? "");
}
