import type { Message } from "#contract/messages.ts";
import { ourFile } from "#domain/fill-problems.ts";
import { type RenderedCard, type RenderedTemplate, renderPreview } from "#domain/fill-template.ts";
import type { FieldValues, TemplateContent } from "#domain/template.ts";
import type { Words } from "../../ui/use-words.ts";
import type { Choice } from "./choice.ts";
import { givenFiles } from "./use-upload.ts";

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
    buttons: buttonsOf(rendered),
    ...(rendered.offer === undefined ? {} : { offer: offerOf(rendered.offer) }),
    ...(rendered.cards === undefined ? {} : { cards: rendered.cards.map(cardOf) }),
  };
}

type Shown = NonNullable<Message["template"]>;

/** The files of a preview's cards, as this page has them. */
export function cardFilesOf({ cards = [] }: Shown): Message["attachments"] {
  return cards.flatMap(({ media }) => givenFiles.get(media?.attachmentId ?? "") ?? []);
}

function buttonsOf({ buttons }: RenderedCard): Shown["buttons"] {
  return buttons.map(({ kind, text, value }) => ({ type: kind, text, value }));
}

function offerOf({ text, endsAt }: NonNullable<RenderedTemplate["offer"]>): NonNullable<Shown["offer"]> {
  return { text, endsAt: endsAt === null ? null : new Date(endsAt).toISOString() };
}

function cardOf(card: RenderedCard): NonNullable<Shown["cards"]>[number] {
  const { header, body } = card;
  const buttons = buttonsOf(card);
  if (header === undefined || !("source" in header)) {
    return { body, buttons };
  }
  const { kind, source } = header;
  const link = /^https?:/.test(source) ? source : null;
  return { media: { kind, link, attachmentId: ourFile.test(source) ? source : null }, body, buttons };
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
