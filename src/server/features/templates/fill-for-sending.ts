import { readCategory } from "#domain/category.ts";
import type { FillProblem } from "#domain/fill-problems.ts";
import { type FilledTemplate, fillTemplate, type RenderedHeader } from "#domain/fill-template.ts";
import type { TemplateForSending } from "#domain/send-rules.ts";
import { type Field, type FieldValues, needsPhone, unsendablePart } from "#domain/template.ts";
import { toSendComponents } from "#domain/template-parameters.ts";
import type { Transaction } from "../../db/connect.ts";
import type { SubmittedTemplate } from "../../record/facts.ts";
import { readComponents } from "./read-components.ts";
import { findTemplate, type TemplateColumns } from "./templates.queries.ts";

/** A chosen template with its fields: what the rules ask about it, and what is sent and stored if they allow it. */
export type TemplateToSend = {
  question: TemplateForSending;
  missing: readonly Field[];
  problems: readonly FillProblem[];
  /** The part that we can't send, in Meta's word; null: all of it can be sent. */
  unsendable: string | null;
  submitted: SubmittedTemplate | null;
};

/** The template as it is stored now, filled with these values; null: the account has none of that name and language. */
export async function fillForSending(
  db: Transaction,
  { workspaceId, ...name }: { workspaceId: string; accountRef: string; name: string; language: string },
  values: FieldValues,
): Promise<TemplateToSend | null> {
  const row = await findTemplate(db, workspaceId, name);
  return row === null ? null : fill(row, values);
}

function fill(row: TemplateColumns, values: FieldValues): TemplateToSend {
  const components = readComponents(row.components);
  const unsendable = components === null ? "COMPONENTS" : unsendablePart(components);
  if (components === null || unsendable !== null) {
    return { question: questionOf(row, false, true), missing: [], problems: [], unsendable, submitted: null };
  }
  const template = { components, parameterFormat: row.parameterFormat };
  const filled = fillTemplate(template, values);
  return {
    question: questionOf(row, needsPhone(components), filled.kind !== "incomplete"),
    missing: filled.kind === "incomplete" ? filled.missing : [],
    problems: filled.kind === "invalid" ? filled.problems : [],
    unsendable: null,
    submitted: filled.kind === "filled" ? submittedOf(row, filled, toSendComponents(template, values)) : null,
  };
}

/** A category that we do not know is treated as marketing: the strictest one. */
function questionOf(row: TemplateColumns, needsPhone: boolean, hasAllFields: boolean): TemplateForSending {
  return {
    status: row.status,
    category: readCategory(row.category) ?? "marketing",
    hasAllFields,
    needsPhone,
  };
}

function submittedOf(
  { name, language, category }: TemplateColumns,
  filled: Extract<FilledTemplate, { kind: "filled" }>,
  components: SubmittedTemplate["components"],
): SubmittedTemplate {
  return {
    name,
    language,
    category,
    header: filled.header === undefined ? null : headerText(filled.header),
    body: filled.body,
    footer: filled.footer ?? null,
    buttons: filled.buttons.map(({ kind, text, value }) => ({ type: kind, text, value })),
    components,
  };
}

function headerText(header: RenderedHeader): string {
  switch (header.kind) {
    case "text":
      return header.text;
    case "location":
      return [header.name, header.address, `${header.latitude}, ${header.longitude}`]
        .filter((part) => part !== "")
        .join(" · ");
    default:
      return header.source;
  }
}
