import { readCategory } from "#domain/category.ts";
import { chooseVariant } from "#domain/choose-variant.ts";
import type { FillProblem } from "#domain/fill-problems.ts";
import {
  type FilledTemplate,
  fillTemplate,
  type RenderedCard,
  type RenderedHeader,
} from "#domain/fill-template.ts";
import type { TemplateForSending } from "#domain/send-rules.ts";
import { type Field, type FieldValues, needsPhone, unsendablePart } from "#domain/template.ts";
import { toSendComponents } from "#domain/template-parameters.ts";
import type { Instant } from "#domain/time.ts";
import type { Transaction } from "../../db/connect.ts";
import type { SubmittedTemplate } from "../../record/facts.ts";
import { readComponents } from "./read-components.ts";
import { findTemplate, listVariants, type TemplateColumns } from "./templates.queries.ts";

/** A chosen template with its fields: what the rules ask about it, and what is sent and stored if they allow it. */
export type TemplateToSend = {
  /** As it is stored now, in the provider's word. */
  category: string;
  question: TemplateForSending;
  missing: readonly Field[];
  problems: readonly FillProblem[];
  /** The part that we can't send, in Meta's word; null: all of it can be sent. */
  unsendable: string | null;
  submitted: SubmittedTemplate | null;
};

/**
 * The template as it is stored now, filled with these values; null: the account has none of that name and language. Without
 * a language, the sendable variant that fits the customer's languages best.
 */
export async function fillForSending(
  db: Transaction,
  wanted: {
    workspaceId: string;
    accountRef: string;
    name: string;
    language: string | null;
    customerLanguages: readonly (string | null)[];
    now: Instant;
  },
  values: FieldValues,
): Promise<TemplateToSend | null> {
  const { workspaceId, accountRef, name, customerLanguages } = wanted;
  const language =
    wanted.language ?? (await chooseLanguage(db, { workspaceId, accountRef, name, customerLanguages }));
  const row = language === null ? null : await findTemplate(db, workspaceId, { accountRef, name, language });
  return row === null ? null : fill(row, values, wanted.now);
}

async function chooseLanguage(
  db: Transaction,
  wanted: {
    workspaceId: string;
    accountRef: string;
    name: string;
    customerLanguages: readonly (string | null)[];
  },
): Promise<string | null> {
  const variants = await listVariants(db, wanted.workspaceId, wanted);
  const sendable = variants.filter(({ status }) => status === "approved");
  return chooseVariant(sendable.length > 0 ? sendable : variants, wanted.customerLanguages)?.language ?? null;
}

function fill(row: TemplateColumns, values: FieldValues, now: Instant): TemplateToSend {
  const components = readComponents(row.components);
  const unsendable = components === null ? "COMPONENTS" : unsendablePart(components);
  if (components === null || unsendable !== null) {
    const question = questionOf(row, false, true);
    return { category: row.category, question, missing: [], problems: [], unsendable, submitted: null };
  }
  const template = { components, parameterFormat: row.parameterFormat };
  const filled = fillTemplate(template, values, now);
  return {
    category: row.category,
    question: questionOf(row, needsPhone(components), filled.kind !== "incomplete"),
    missing: filled.kind === "incomplete" ? filled.missing : [],
    problems: filled.kind === "invalid" ? filled.problems : [],
    unsendable: null,
    submitted:
      filled.kind === "filled" ? submittedOf(row, filled, values, toSendComponents(template, values)) : null,
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
  values: FieldValues,
  components: SubmittedTemplate["components"],
): SubmittedTemplate {
  return {
    name,
    language,
    category,
    ...headerOf(filled.header, values),
    body: filled.body,
    footer: filled.footer ?? null,
    buttons: buttonsOf(filled),
    ...(filled.offer === undefined ? {} : { offer: filled.offer }),
    ...(filled.cards === undefined ? {} : { cards: filled.cards.map(cardOf) }),
    components,
  };
}

function buttonsOf({ buttons }: RenderedCard): SubmittedTemplate["buttons"] {
  return buttons.map(({ kind, text, value }) => ({ type: kind, text, value }));
}

/** The header of a card is a picture or a film. */
function cardOf(card: RenderedCard): NonNullable<SubmittedTemplate["cards"]>[number] {
  const { media } = headerOf(card.header, {});
  return { ...(media === undefined ? {} : { media }), body: card.body, buttons: buttonsOf(card) };
}

/** A medium and a place are kept as such: the screen shows them as the customer saw them. */
function headerOf(
  header: RenderedHeader | undefined,
  values: FieldValues,
): Pick<SubmittedTemplate, "header" | "media" | "place"> {
  switch (header?.kind) {
    case undefined:
      return { header: null };
    case "text":
      return { header: header.text };
    case "location": {
      const { latitude, longitude, name, address } = header;
      return { header: null, place: { latitude, longitude, name, address } };
    }
    case "image":
    case "video":
    case "document": {
      const name = values.header?.filename?.trim() ?? "";
      return {
        header: null,
        media: { kind: header.kind, source: header.source, name: name === "" ? null : name },
      };
    }
    default:
      return header satisfies never;
  }
}
