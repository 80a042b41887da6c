import type { Json, JsonObject } from "../json.ts";
import { asObject, asObjects, asText } from "../json.ts";
import type { Message } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { viewCardChoices, viewLink } from "./view-choices.ts";

/** Where the phone finds a file: stored here, or at its link. */
export function addressOf(node: JsonObject, linkedMediaId: string | null): JsonObject {
  const id = linkedMediaId ?? asText(node.id);
  return {
    url: id === null ? null : `/control/media/${id}`,
    link: asText(node.link),
    mimeType: asText(node.mime_type),
    filename: asText(node.filename),
    caption: asText(node.caption),
  };
}

/** A header as the phone shows it: words, a file or a place. */
export function viewHeader(
  header: { format: string; text: string | null; media: JsonObject | null } | null,
  linkedMediaId: string | null,
): JsonObject | null {
  if (!header) {
    return null;
  }
  const { format, text, media } = header;
  const isPlace = format === "LOCATION";
  return {
    format,
    text,
    media: media && !isPlace ? addressOf(media, linkedMediaId) : null,
    place: isPlace && media ? viewPlace(media) : null,
  };
}

/** The header of an interactive message. */
export function readHeader(
  interactive: JsonObject | null,
): { format: string; text: string | null; media: JsonObject | null } | null {
  const header = asObject(interactive?.header);
  const type = asText(header?.type);
  return header && type !== null
    ? { format: type.toUpperCase(), text: asText(header.text), media: asObject(header[type]) }
    : null;
}

/** The cards of a carousel, of a template or an interactive message. */
export function viewCards(simulator: Simulator, message: Message): JsonObject[] {
  if (message.direction === "out" && message.template) {
    return message.template.rendered.cards.map((card) => ({
      header: viewHeader(card.header, null),
      body: card.body,
      choices: viewCardChoices(simulator, message, card),
    }));
  }
  const action = asObject(asObject(message.content.interactive)?.action);
  return asObjects(action?.cards).map((card, index) => ({
    header: viewHeader(readHeader(card), null),
    body: asText(asObject(card.body)?.text) ?? "",
    choices: viewLink(asObject(card.action), `card-${index}`),
  }));
}

/** A place on a map. */
export function viewPlace(node: JsonObject): JsonObject {
  return {
    name: asText(node.name),
    address: asText(node.address),
    latitude: Number(node.latitude),
    longitude: Number(node.longitude),
  };
}

/** The cards of a `contacts` message: a name and how to reach it. */
export function viewContacts(value: Json | undefined): JsonObject[] {
  return asObjects(value).map((contact) => ({
    name: asText(asObject(contact.name)?.formatted_name),
    lines: [
      ...asObjects(contact.phones).map((phone) => asText(phone.phone)),
      ...asObjects(contact.emails).map((email) => asText(email.email)),
    ].filter((line) => line !== null),
  }));
}
