import { GraphError } from "../graph/graph-error.ts";
import type { Json, JsonObject } from "../json.ts";
import { asObject } from "../json.ts";
import { optionalText, requireArray, requireObject, requireText, requireValid } from "./require.ts";
import { validateInteractive } from "./validate-interactive.ts";

/** Looks up an uploaded file by id; throws Meta's error when it is unknown or too old. */
export type MediaCheck = (id: string) => void;

const captionLimit = 1_024;
const captionTypes = new Set(["image", "video", "document"]);

/** The message types of §2.2 but `template`, which needs more than its body to be judged. */
export const freeTextTypes = new Set([
  "text",
  "image",
  "audio",
  "video",
  "document",
  "sticker",
  "location",
  "contacts",
  "reaction",
  "interactive",
]);

/** Checks the node of a free-text message against the limits of whatsapp-platform §2.2. */
export function validateContent(type: string, body: JsonObject, checkMedia: MediaCheck): void {
  switch (type) {
    case "text":
      requireText(requireObject(body, "text"), "body", "text.body", 4_096);
      return;
    case "location":
      validateLocation(requireObject(body, "location"));
      return;
    case "contacts":
      validateContacts(requireArray(body, "contacts"));
      return;
    case "reaction":
      validateReaction(body);
      return;
    case "interactive":
      validateInteractive(requireObject(body, "interactive"), checkMedia);
      return;
    default:
      validateMedia(requireObject(body, type), type, checkMedia);
  }
}

/** Checks an image, video, audio, document or sticker: exactly one of id and link. */
export function validateMedia(media: JsonObject, path: string, checkMedia: MediaCheck): void {
  const id = media.id ?? null;
  const link = media.link ?? null;
  if (id === null && link === null) {
    throw new GraphError(131008, `Either ${path}.id or ${path}.link is required.`);
  }
  requireValid(id === null || link === null, `Only one of ${path}.id and ${path}.link may be given.`);
  if (captionTypes.has(path)) {
    optionalText(media, "caption", `${path}.caption`, captionLimit);
  } else if (path === "audio" || path === "sticker") {
    requireValid(media.caption === undefined, `${path} takes no caption.`);
  }
  if (id !== null) {
    checkMedia(typeof id === "number" ? String(id) : requireText(media, "id", `${path}.id`, 128));
    return;
  }
  requireValid(isWebAddress(link), `${path}.link is not a valid URL.`);
}

function validateLocation(location: JsonObject): void {
  requireValid(isDegree(location.latitude, 90), "location.latitude is required, -90 to 90.");
  requireValid(isDegree(location.longitude, 180), "location.longitude is required, -180 to 180.");
  optionalText(location, "name", "location.name", 1_000);
  optionalText(location, "address", "location.address", 1_000);
}

function isDegree(value: Json | undefined, maximum: number): boolean {
  const degrees = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof degrees === "number" && Math.abs(degrees) <= maximum;
}

function validateContacts(contacts: Json[]): void {
  requireValid(contacts.length <= 257, "contacts must have at most 257 elements.");
  for (const contact of contacts) {
    const name = requireObject(asObject(contact) ?? {}, "name", "contacts.name");
    requireText(name, "formatted_name", "contacts.name.formatted_name", 1_024);
    const parts = ["first_name", "last_name", "middle_name", "suffix", "prefix"];
    requireValid(
      parts.some((part) => typeof name[part] === "string"),
      "contacts.name needs one more part beside formatted_name.",
    );
  }
}

function validateReaction(body: JsonObject): void {
  const reaction = requireObject(body, "reaction");
  requireText(reaction, "message_id", "reaction.message_id", 1_024);
  const emoji = reaction.emoji;
  if (emoji === undefined || emoji === null) {
    throw new GraphError(131008, "The parameter reaction.emoji is required.");
  }
  const isOneSign = typeof emoji === "string" && [...new Intl.Segmenter().segment(emoji)].length <= 1;
  requireValid(isOneSign && !/[\p{L}]/u.test(String(emoji)), "reaction.emoji must be one emoji or empty.");
  requireValid(body.context === undefined, "context is not allowed for reactions.");
}

function isWebAddress(value: Json): boolean {
  return typeof value === "string" && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
