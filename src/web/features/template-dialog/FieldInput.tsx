import { NativeSelect, TextInput } from "@mantine/core";
import type { Field, FieldValue } from "#domain/template.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./FieldInput.module.css";
import { textOf } from "./field-values.ts";
import { MediaField } from "./MediaField.tsx";
import { AmountInput, DateInput, MomentInput } from "./TypedValues.tsx";

type Props = {
  field: Field;
  label: string;
  value: FieldValue;
  error: string | undefined;
  /** The template's language: amounts and dates are written as its readers do. */
  language: string;
  onChange: (value: FieldValue) => void;
};

/** One field of a template: a text of the body may also be an amount or a date, which WhatsApp writes itself. */
export function FieldInput({ field, label, value, error, language, onChange }: Props) {
  const words = useWords();
  if (field.kind === "image" || field.kind === "video" || field.kind === "document") {
    return (
      <MediaField kind={field.kind} label={label} value={textOf(value)} error={error} onChange={onChange} />
    );
  }
  if (field.kind === "time") {
    return <MomentInput label={label} error={error} onChange={onChange} />;
  }
  const kind = typeof value === "string" ? "text" : value.kind;
  const hint =
    field.example === undefined ? undefined : words("template.example", { example: field.example });
  const description = field.kind === "payload" ? words("filling.payloadHint") : hint;
  return (
    <div className={classes.field}>
      {kind === "currency" && typeof value !== "string" && value.kind === "currency" ? (
        <AmountInput label={label} value={value} error={error} language={language} onChange={onChange} />
      ) : kind === "date_time" ? (
        <DateInput label={label} error={error} language={language} onChange={onChange} />
      ) : (
        <TextInput
          label={label}
          description={description}
          required={field.optional !== true}
          autoComplete="off"
          value={textOf(value)}
          error={error}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
      {field.part === "body" && field.kind === "text" && (
        <NativeSelect
          size="xs"
          className={classes.kind}
          aria-label={`${label}: ${words("filling.kind")}`}
          value={kind}
          onChange={(event) => onChange(emptyOf(event.currentTarget.value))}
          data={[
            { value: "text", label: words("filling.asText") },
            { value: "currency", label: words("filling.asCurrency") },
            { value: "date_time", label: words("filling.asDate") },
          ]}
        />
      )}
    </div>
  );
}

function emptyOf(kind: string): FieldValue {
  switch (kind) {
    case "currency":
      return { kind, text: "", code: "EUR", amount1000: 0 };
    case "date_time":
      return { kind, text: "" };
    default:
      return "";
  }
}
