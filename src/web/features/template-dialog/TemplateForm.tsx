import { Button, NativeSelect } from "@mantine/core";
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
import { FieldInput } from "./FieldInput.tsx";
import { fieldLabel, wholeLabel } from "./field-label.ts";
import { fieldKey, initialValues, type Typed, toFieldValues } from "./field-values.ts";
import { cardFilesOf, previewOf } from "./preview-of.ts";
import { SourcesForm } from "./SourcesForm.tsx";
import classes from "./TemplateForm.module.css";

type Props = {
  choice: Choice;
  /** The languages of the template that can be sent. */
  variants: readonly Choice[];
  /** The category that it had until WhatsApp was asked just now; null: it is the same. */
  changedFrom: string | null;
  /** What is known of the customer, for the fields that surely ask for it. */
  known: PlaceholderValues;
  estimate: Estimate | null;
  onSend: (values: FieldValues, preview: NonNullable<Message["template"]>) => void;
  onCancel: () => void;
  onVariant: (choice: Choice) => void;
  /** Back to the list, where list and form do not fit side by side. */
  onOther: () => void;
};

/** The fields of the chosen template, its bubble as it fills, what it costs, and the button that sends it. */
export function TemplateForm(props: Props) {
  const { choice, variants, changedFrom, known, estimate, onSend, onCancel, onOther, onVariant } = props;
  const { words, language, now } = useTime();
  const { content, view } = choice;
  const fields = useMemo(() => fieldsOf(content.components, content.parameterFormat), [content]);
  const [typed, setTyped] = useState<Typed>(() => initialValues(fields, known, view.sources));
  const formRef = useRef<HTMLFormElement>(null);
  const values = toFieldValues(fields, typed);
  const filled = fillTemplate(content, values, now);
  const preview = previewOf(choice, values, words);
  const problems = filled.kind === "invalid" ? filled.problems : [];
  const tooLong = problems.filter(({ field }) => field === undefined);

  useEffect(() => {
    const inputs = [...(formRef.current?.querySelectorAll<HTMLInputElement>("input:not([type=file])") ?? [])];
    const target = inputs.find((input) => input.value === "") ?? inputs[0];
    (target ?? formRef.current?.querySelector<HTMLElement>("button[type=submit]"))?.focus();
  }, []);

  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (filled.kind === "filled" && choice.obstacle === null) {
      onSend(values, preview);
    }
  };
  // What a tap brings back may stay as it is: it does not stand in the way of who only wants to send.
  const isBrought = ({ part, optional }: Field): boolean => part === "button" && optional === true;
  const [asked, brought] = [fields.filter((field) => !isBrought(field)), fields.filter(isBrought)];
  const ofCard = Map.groupBy(asked, ({ card }) => card);
  const labelOf = (field: Field): string => wholeLabel(field, content, words);
  const input = (field: Field, label: string) => (
    <FieldInput
      key={fieldKey(field)}
      field={field}
      label={label}
      value={typed[fieldKey(field)] ?? ""}
      error={problemOf(field, problems, words)}
      language={view.language}
      onChange={(value) => setTyped((before) => ({ ...before, [fieldKey(field)]: value }))}
    />
  );
  const price = estimate === null ? [] : [priceText(estimate, words, language)];
  const label = [words("send.template"), categoryWord(view.category, words), ...price].join(" · ");
  return (
    <form ref={formRef} className={classes.form} onSubmit={handleSubmit}>
      <div className={classes.scroller}>
        <Button variant="subtle" size="compact-sm" className={classes.other} onClick={onOther}>
          {words("template.other")}
        </Button>
        {variants.length > 1 && (
          <NativeSelect
            size="xs"
            label={words("filling.variant")}
            value={view.id}
            onChange={(event) => {
              const { value } = event.currentTarget;
              onVariant(variants.find((one) => one.view.id === value) ?? choice);
            }}
            data={variants.map((one) => ({ value: one.view.id, label: one.view.language }))}
          />
        )}
        {changedFrom !== null && (
          <p className={classes.problem} role="alert">
            {words("filling.categoryChanged", {
              from: categoryWord(changedFrom, words),
              to: categoryWord(view.category, words),
            })}
          </p>
        )}
        {asked.length === 0 && <p className={classes.hint}>{words("template.noFields")}</p>}
        {[...ofCard].map(([card, own]) =>
          card === undefined ? (
            own.map((field) => input(field, labelOf(field)))
          ) : (
            <fieldset key={card} className={classes.card}>
              <legend>{words("filling.card", { number: card + 1 })}</legend>
              {own.map((field) => input(field, fieldLabel(field, content, words)))}
            </fieldset>
          ),
        )}
        {brought.length > 0 && (
          <details>
            <summary>{words("filling.more")}</summary>
            {brought.map((field) => input(field, labelOf(field)))}
          </details>
        )}
        <SourcesForm template={view} fields={fields} labelOf={labelOf} typed={typed} />
        {tooLong.map(({ part, card }) => (
          <p key={`${part} ${card}`} className={classes.problem} role="alert">
            {card !== undefined && `${words("filling.card", { number: card + 1 })} · `}
            {words("template.problem.too-long")}
          </p>
        ))}
      </div>
      <section className={classes.previewPane} aria-label={words("template.preview")}>
        <p className={classes.previewTitle}>{words("template.preview")}</p>
        <div className={classes.bubble}>
          <TemplateBubble template={preview} attachments={cardFilesOf(preview)} />
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
          disabled={filled.kind !== "filled" || choice.obstacle !== null}
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
