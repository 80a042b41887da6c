import { TextInput } from "@mantine/core";
import { useState } from "react";
import { instantAt } from "#domain/local-instant.ts";
import type { FieldValue } from "#domain/template.ts";
import { useTime } from "../../ui/use-time.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./FieldInput.module.css";

type Amount = Extract<FieldValue, { kind: "currency" }>;
type Common = {
  label: string;
  error: string | undefined;
  language: string;
  onChange: (value: FieldValue) => void;
};

/** An amount and its currency, written as readers of the language do. */
export function AmountInput({ label, value, error, language, onChange }: Common & { value: Amount }) {
  const words = useWords();
  const [typed, setTyped] = useState("");
  const put = (text: string, code: string): void => onChange(amountOf(text, code, language));
  return (
    <div className={classes.amount}>
      <TextInput
        label={`${label}: ${words("filling.amount")}`}
        description={value.text}
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        error={error}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          put(event.currentTarget.value, value.code);
        }}
      />
      <TextInput
        label={words("filling.currency")}
        maxLength={3}
        autoComplete="off"
        value={value.code}
        onChange={(event) => put(typed, event.currentTarget.value.toUpperCase())}
      />
    </div>
  );
}

/** A day, written as readers of the language do. */
export function DateInput({ label, error, language, onChange }: Common) {
  const words = useWords();
  return (
    <TextInput
      type="date"
      label={`${label}: ${words("filling.date")}`}
      error={error}
      onChange={(event) =>
        onChange({ kind: "date_time", text: dayText(event.currentTarget.value, language) })
      }
    />
  );
}

/** A day and a time on the workspace's clock. */
export function MomentInput({ label, error, onChange }: Omit<Common, "language">) {
  const { timeZone } = useTime();
  return (
    <TextInput
      type="datetime-local"
      label={label}
      description={timeZone}
      required
      error={error}
      onChange={(event) => onChange(momentText(event.currentTarget.value, timeZone))}
    />
  );
}

function momentText(typed: string, timeZone: string): string {
  const [, day, clock] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(typed) ?? [];
  return day === undefined || clock === undefined
    ? ""
    : new Date(instantAt(day, clock, timeZone)).toISOString();
}

/** "19,99" or "19.99" EUR as an amount with its text; an empty text as long as it is none. */
export function amountOf(typed: string, code: string, language: string): Amount {
  const amount = Number(typed.trim().replace(",", "."));
  const isAmount = typed.trim() !== "" && Number.isFinite(amount) && /^[A-Z]{3}$/.test(code);
  return {
    kind: "currency",
    code,
    amount1000: isAmount ? Math.round(amount * 1000) : 0,
    text: isAmount
      ? new Intl.NumberFormat(localeOf(language), { style: "currency", currency: code }).format(amount)
      : "",
  };
}

/** "2026-08-05" as "5 de agosto de 2026". */
export function dayText(day: string, language: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at)
    ? ""
    : new Intl.DateTimeFormat(localeOf(language), { dateStyle: "long", timeZone: "UTC" }).format(at);
}

function localeOf(language: string): string {
  return language.replace("_", "-");
}
