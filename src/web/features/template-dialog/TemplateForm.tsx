import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useMemo, useRef, useState } from "react";
import type { Message } from "#contract/messages.ts";
import type { Estimate } from "#contract/prices.ts";
import type { FillProblem } from "#domain/fill-problems.ts";
import { fillTemplate } from "#domain/fill-template.ts";
import type { PlaceholderValues } from "#domain/placeholders.ts";
import type { Field, FieldValues } from "#domain/template.ts";
import { fieldsOf } from "#domain/template-fields.ts";
import { categoryWord } from "../../ui/category-word.ts";
import { useTime } from "../../ui/use-time.ts";
import { PriceNote } from "../composer/PriceNote.tsx";
import { priceText } from "../composer/price-text.ts";
import { TemplateBubble } from "../thread/TemplateBubble.tsx";
import type { Choice } from "./choice.ts";
import { fieldLabel } from "./field-label.ts";
import { fieldKey, initialValues, toFieldValues } from "./field-values.ts";
import { previewOf } from "./preview-of.ts";
import classes from "./TemplateForm.module.css";

type Props = {
  choice: Choice;
  /** What is known of the customer, for the fields that surely ask for it. */
  known: PlaceholderValues;
  estimate: Estimate | null;
  onSend: (values: FieldValues, preview: NonNullable<Message["template"]>) => void;
  onCancel: () => void;
  /** Back to the list, where list and form do not fit side by side. */
  onOther: () => void;
};

/** The fields of the chosen template, its bubble as it fills, what it costs, and the button that sends it. */
export function TemplateForm({ choice, known, estimate, onSend, onCancel, onOther }: Props) {
  const { words, language } = useTime();
  const { content, view } = choice;
  const fields = useMemo(() => fieldsOf(content.components, content.parameterFormat), [content]);
  const [typed, setTyped] = useState(() => initialValues(fields, known));
  const formRef = useRef<HTMLFormElement>(null);
  const values = toFieldValues(fields, typed);
  const filled = fillTemplate(content, values);
  const preview = previewOf(choice, values, words);
  const problems = filled.kind === "invalid" ? filled.problems : [];

  useEffect(() => {
    const inputs = [...(formRef.current?.querySelectorAll<HTMLInputElement>("input") ?? [])];
    const target = inputs.find((input) => input.value === "") ?? inputs[0];
    (target ?? formRef.current?.querySelector<HTMLElement>("button[type=submit]"))?.focus();
  }, []);

  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (filled.kind === "filled") {
      onSend(values, preview);
    }
  };
  const price = estimate === null ? [] : [priceText(estimate, words, language)];
  const label = [words("send.template"), categoryWord(view.category, words), ...price].join(" · ");
  return (
    <form ref={formRef} className={classes.form} onSubmit={handleSubmit}>
      <div className={classes.scroller}>
        <Button variant="subtle" size="compact-sm" className={classes.other} onClick={onOther}>
          {words("template.other")}
        </Button>
        {fields.length === 0 && <p className={classes.hint}>{words("template.noFields")}</p>}
        {fields.map((field) => (
          <TextInput
            key={fieldKey(field)}
            label={fieldLabel(field, content, words)}
            description={
              field.example === undefined ? undefined : words("template.example", { example: field.example })
            }
            required={field.optional !== true}
            autoComplete="off"
            value={typed[fieldKey(field)] ?? ""}
            error={problemOf(field, problems, words)}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setTyped((before) => ({ ...before, [fieldKey(field)]: value }));
            }}
          />
        ))}
        {problems.some(({ field }) => field === undefined) && (
          <p className={classes.problem} role="alert">
            {words("template.problem.too-long")}
          </p>
        )}
      </div>
      <section className={classes.previewPane} aria-label={words("template.preview")}>
        <p className={classes.previewTitle}>{words("template.preview")}</p>
        <div className={classes.bubble}>
          <TemplateBubble template={preview} />
        </div>
      </section>
      <div className={classes.bottom}>
        <div className={classes.notes}>
          {filled.kind === "incomplete" && (
            <span role="status">{words("template.missing", { count: filled.missing.length })}</span>
          )}
          <PriceNote estimate={estimate} />
        </div>
        <Button variant="default" onClick={onCancel}>
          {words("app.cancel")}
        </Button>
        <Button
          type="submit"
          disabled={filled.kind !== "filled"}
          className={classes.send}
          classNames={{ label: classes.sendLabel }}
        >
          {label}
        </Button>
      </div>
    </form>
  );
}

function problemOf(
  field: Field,
  problems: readonly FillProblem[],
  words: ReturnType<typeof useTime>["words"],
): string | undefined {
  const problem = problems.find((one) => one.field !== undefined && fieldKey(one.field) === fieldKey(field));
  return problem === undefined ? undefined : words(`template.problem.${problem.problem}`);
}
