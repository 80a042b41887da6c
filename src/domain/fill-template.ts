import { type FillProblem, problemsOf } from "./fill-problems.ts";
import {
  buttonsOf,
  cardsOf,
  componentOf,
  type Field,
  type FieldValues,
  isOneTimeCode,
  type TemplateButton,
  type TemplateComponent,
  type TemplateContent,
  typedValue,
  variablePattern,
} from "./template.ts";
import { fieldsOf } from "./template-fields.ts";
import type { Instant } from "./time.ts";

/** The header of a rendered template: a text, a medium (its id or link) or a place. */
export type RenderedHeader =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "image" | "video" | "document"; readonly source: string }
  | {
      readonly kind: "location";
      readonly latitude: string;
      readonly longitude: string;
      readonly name: string;
      readonly address: string;
    };

/** A button of a rendered template; `value` is what a tap on it opens, dials or copies. */
export type RenderedButton = {
  readonly kind: "quick-reply" | "url" | "phone" | "code" | "other";
  readonly text: string;
  readonly value: string | null;
};

/** A template as the customer sees it. Stored with the message: Meta never returns the rendered text. */
export type RenderedTemplate = RenderedCard & {
  /** An offer: its words and when it ends; null: it does not say. */
  readonly offer?: { readonly text: string; readonly endsAt: Instant | null };
  readonly footer?: string;
  readonly cards?: readonly RenderedCard[];
};

/** What a template and a card of its carousel have in common. */
export type RenderedCard = {
  readonly header?: RenderedHeader;
  readonly body: string;
  readonly buttons: readonly RenderedButton[];
};

/** A template ready to be sent, or the fields that keep it from that. */
export type FilledTemplate =
  | ({ readonly kind: "filled" } & RenderedTemplate)
  | { readonly kind: "incomplete"; readonly missing: readonly Field[] }
  | { readonly kind: "invalid"; readonly problems: readonly FillProblem[] };

/**
 * Puts the values into the template: the rendered text, or the fields that are missing or unfit. An offer has to end after
 * `now`; left out, none is over.
 */
export function fillTemplate(
  template: TemplateContent,
  values: FieldValues,
  now: Instant = Number.NEGATIVE_INFINITY,
): FilledTemplate {
  const fields = fieldsOf(template.components, template.parameterFormat);
  const missing = fields.filter((field) => field.optional !== true && typedValue(field, values) === "");
  if (missing.length > 0) {
    return { kind: "incomplete", missing };
  }
  const rendered = renderPreview(template, values);
  const problems = problemsOf({ fields, values, rendered, now });
  return problems.length > 0 ? { kind: "invalid", problems } : { kind: "filled", ...rendered };
}

/** The template as far as it is filled; variables without a value stay as `{{1}}`. */
export function renderPreview({ components }: TemplateContent, values: FieldValues): RenderedTemplate {
  const footer = componentOf(components, "FOOTER")?.text;
  const offer = componentOf(components, "LIMITED_TIME_OFFER")?.limited_time_offer;
  const cards = cardsOf(components).map((card, index) =>
    renderParts(card.components, values.cards?.[index] ?? {}),
  );
  return {
    ...renderParts(components, values),
    ...(offer === undefined ? {} : { offer: { text: offer.text ?? "", endsAt: offerEnd(values) } }),
    ...(footer === undefined ? {} : { footer }),
    ...(cards.length === 0 ? {} : { cards }),
  };
}

function renderParts(components: readonly TemplateComponent[], values: FieldValues): RenderedCard {
  const header = renderHeader(componentOf(components, "HEADER"), values);
  return {
    ...(header === null ? {} : { header }),
    body: fillText(componentOf(components, "BODY")?.text ?? "", (name) => valueIn("body", name, values)),
    buttons: buttonsOf(components).map((button, index) => renderButton(button, index, values)),
  };
}

function offerEnd(values: FieldValues): Instant | null {
  const endsAt = Date.parse(values.offer?.ends ?? "");
  return Number.isNaN(endsAt) ? null : endsAt;
}

function renderHeader(header: TemplateComponent | undefined, values: FieldValues): RenderedHeader | null {
  if (header === undefined) {
    return null;
  }
  const value = (name: string) => valueIn("header", name, values);
  switch (header.format ?? "TEXT") {
    case "TEXT":
      return { kind: "text", text: fillText(header.text ?? "", value) };
    case "IMAGE":
      return { kind: "image", source: value("image") };
    case "VIDEO":
      return { kind: "video", source: value("video") };
    case "DOCUMENT":
      return { kind: "document", source: value("document") };
    case "LOCATION":
      return {
        kind: "location",
        latitude: value("latitude"),
        longitude: value("longitude"),
        name: value("name"),
        address: value("address"),
      };
    default:
      return null;
  }
}

function renderButton(button: TemplateButton, index: number, values: FieldValues): RenderedButton {
  const text = button.text ?? "";
  const typed = typedValue({ part: "button", name: "", kind: "text", index }, values);
  if (isOneTimeCode(button)) {
    return { kind: "code", text, value: valueIn("body", "1", values) || null };
  }
  switch (button.type) {
    case "QUICK_REPLY":
      return { kind: "quick-reply", text, value: null };
    case "URL":
      return { kind: "url", text, value: fillText(button.url ?? "", () => typed) };
    case "PHONE_NUMBER":
      return { kind: "phone", text, value: button.phone_number ?? null };
    case "COPY_CODE":
      return { kind: "code", text, value: typed || null };
    default:
      return { kind: "other", text, value: null };
  }
}

function valueIn(part: "header" | "body", name: string, values: FieldValues): string {
  return typedValue({ part, name, kind: "text" }, values);
}

/** One pass, so that a value that looks like a variable is not filled again. */
function fillText(text: string, value: (name: string) => string): string {
  return text.replace(variablePattern, (variable, name: string) => value(name) || variable);
}
