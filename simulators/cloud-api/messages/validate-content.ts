import { GraphError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { isDegree, optionalText, requireArray, requireObject, requireText, requireValid } from "./require.ts";
import { validateContacts } from "./validate-contacts.ts";
import { validateInteractive } from "./validate-interactive.ts";
import type { MediaCheck } from "./validate-media.ts";
import { validateMedia } from "./validate-media.ts";

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
      validateText(requireObject(body, "text"));
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
    case "audio": {
      const { voice } = requireObject(body, "audio");
      requireValid(voice === undefined || typeof voice === "boolean", "audio.voice must be true or false.");
      validateMedia(requireObject(body, "audio"), "audio", checkMedia);
      return;
    }
    case "document":
      optionalText(requireObject(body, "document"), "filename", "document.filename", 1_024);
      validateMedia(requireObject(body, "document"), "document", checkMedia);
      return;
    default:
      validateMedia(requireObject(body, type), type, checkMedia);
  }
}

function validateText(text: JsonObject): void {
  requireText(text, "body", "text.body", 4_096);
  const preview = text.preview_url;
  requireValid(
    preview === undefined || typeof preview === "boolean",
    "text.preview_url must be true or false.",
  );
}

function validateLocation(location: JsonObject): void {
  requireValid(isDegree(location.latitude, 90), "location.latitude is required, -90 to 90.");
  requireValid(isDegree(location.longitude, 180), "location.longitude is required, -180 to 180.");
  optionalText(location, "name", "location.name", 1_000);
  optionalText(location, "address", "location.address", 1_000);
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
