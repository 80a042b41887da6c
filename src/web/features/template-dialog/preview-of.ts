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
    ...headerOf(rendered.header, values, words),
    body: rendered.body,
    footer: rendered.footer ?? null,
    buttons: rendered.buttons.map(({ kind, text, value }) => ({ type: kind, text, value })),
  };
}

/** The first words of a template, for the list. */
export function bodyOf(content: TemplateContent): string {
  return renderPreview(content, {}).body;
}

/** A file that is not chosen yet is shown by what it will be. */
function headerOf(
  header: RenderedTemplate["header"],
  values: FieldValues,
  words: Words,
): Pick<NonNullable<Message["template"]>, "header" | "media" | "place"> {
  switch (header?.kind) {
    case undefined:
      return { header: null };
    case "text":
      return { header: header.text };
    case "location": {
      const { latitude, longitude, name, address } = header;
      return latitude === "" || longitude === ""
        ? { header: `[${words("template.media.location")}]` }
        : { header: null, place: { latitude, longitude, name, address } };
    }
    case "image":
    case "video":
    case "document": {
      const { kind, source } = header;
      const name = values.header?.filename ?? null;
      // A file of ours is an attachment of the message once it is sent.
      return !/^https?:/.test(source)
        ? { header: `[${words(`template.media.${kind}`)}]` }
        : { header: null, media: { kind, name, link: source } };
    }
    default:
      return header satisfies never;
  }
}
