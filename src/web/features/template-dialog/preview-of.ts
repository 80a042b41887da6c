import type { Message } from "#contract/messages.ts";
import { type RenderedTemplate, renderPreview } from "#domain/fill-template.ts";
import type { FieldValues, TemplateContent } from "#domain/template.ts";
import type { Words } from "../../ui/use-words.ts";
import type { Choice } from "./choice.ts";

/** The bubble of a template as far as it is filled. */
export function previewOf(
  choice: Choice,
  values: FieldValues,
  words: Words,
): NonNullable<Message["template"]> {
  const { name, language, category } = choice.view;
  const rendered = renderPreview(choice.content, values);
  return {
    name,
    language,
    category: category.toLowerCase(),
    header: headerText(rendered.header, words),
    body: rendered.body,
    footer: rendered.footer ?? null,
    buttons: rendered.buttons.map(({ kind, text, value }) => ({ type: kind, text, value })),
  };
}

/** The first words of a template, for the list. */
export function bodyOf(content: TemplateContent): string {
  return renderPreview(content, {}).body;
}

function headerText(header: RenderedTemplate["header"], words: Words): string | null {
  if (header === undefined) {
    return null;
  }
  return header.kind === "text" ? header.text : `[${words(`template.media.${header.kind}`)}]`;
}
