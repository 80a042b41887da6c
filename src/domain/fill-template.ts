import type { Field, FieldValues, TemplateContent } from "./template.ts";

/** The header of a rendered template: a text, a medium (its id or https link) or a place. */
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

/** A button of a rendered template, with what a tap on it does. */
export type RenderedButton = {
  readonly kind: "quick-reply" | "url" | "phone" | "code" | "other";
  readonly text: string;
  readonly value: string | null;
};

/** A template as the customer sees it. Stored with the message: Meta never returns the rendered text. */
export type RenderedTemplate = {
  readonly header?: RenderedHeader;
  readonly body: string;
  readonly footer?: string;
  readonly buttons: readonly RenderedButton[];
};

/** Why a filled template would be refused by Meta (132005, 132018): by field, or by the part as a whole. */
export type FillProblem = {
  readonly problem: "too-long" | "tab" | "newlines" | "spaces" | "not-a-source" | "not-a-coordinate";
  readonly part: Field["part"];
  readonly field?: Field;
};

export type FilledTemplate =
  | ({ readonly kind: "filled" } & RenderedTemplate)
  | { readonly kind: "incomplete"; readonly missing: readonly Field[] }
  | { readonly kind: "invalid"; readonly problems: readonly FillProblem[] };

/** Puts the values into the template: the rendered text, or the fields that are missing or unfit. */
export declare function fillTemplate(template: TemplateContent, values: FieldValues): FilledTemplate;

/** The template as far as it is filled; variables without a value stay as `{{1}}`. */
export declare function renderPreview(template: TemplateContent, values: FieldValues): RenderedTemplate;
