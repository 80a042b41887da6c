import type { JsonObject } from "../json.ts";
import { asObject, asObjects, asText } from "../json.ts";
import { optionalText, requireArray, requireObject, requireText, requireValid } from "./require.ts";
import type { MediaCheck } from "./validate-media.ts";
import { validateMedia } from "./validate-media.ts";

/** One to three reply buttons with unique ids and titles. */
export function validateButtons(action: JsonObject): void {
  const buttons = requireArray(action, "buttons", "interactive.action.buttons");
  requireValid(buttons.length <= 3, "interactive.action.buttons must have at most 3 elements.");
  const replies = buttons.map((button) => {
    const type = requireText(asObject(button) ?? {}, "type", "interactive.action.buttons.type", 32);
    requireValid(type === "reply", "interactive.action.buttons.type must be reply.");
    return requireObject(asObject(button) ?? {}, "reply", "interactive.action.buttons.reply");
  });
  const ids = replies.map((reply) => requireText(reply, "id", "interactive.action.buttons.reply.id", 256));
  const titles = replies.map((reply) =>
    requireText(reply, "title", "interactive.action.buttons.reply.title", 20),
  );
  requireValid(
    ids.every((id) => id === id.trim()),
    "Button ids may not begin or end with a space.",
  );
  requireValid(isUnique(ids) && isUnique(titles), "Button ids and titles must be unique.");
}

/** Up to ten sections with ten rows in all. */
export function validateList(action: JsonObject): void {
  requireText(action, "button", "interactive.action.button", 20);
  const sections = requireArray(action, "sections", "interactive.action.sections");
  requireValid(sections.length <= 10, "interactive.action.sections must have at most 10 elements.");
  const rows = asObjects(sections).flatMap((section) => {
    validateSectionTitle(section, sections.length);
    return asObjects(requireArray(section, "rows", "interactive.action.sections.rows"));
  });
  requireValid(rows.length <= 10, "A list may have at most 10 rows in total.");
  const ids = rows.map((row) => {
    requireText(row, "title", "interactive.action.sections.rows.title", 24);
    optionalText(row, "description", "interactive.action.sections.rows.description", 72);
    return requireText(row, "id", "interactive.action.sections.rows.id", 200);
  });
  requireValid(isUnique(ids), "Row ids must be unique.");
}

/** The title of a section: needed as soon as there are two. */
export function validateSectionTitle(section: JsonObject, count: number): void {
  const path = "interactive.action.sections.title";
  if (count > 1) {
    requireText(section, "title", path, 24);
  } else {
    optionalText(section, "title", path, 24);
  }
}

/** A button that opens an address. */
export function validateLink(action: JsonObject, path = "interactive.action"): void {
  const parameters = requireObject(action, "parameters", `${path}.parameters`);
  requireText(parameters, "display_text", `${path}.parameters.display_text`, 20);
  const url = requireText(parameters, "url", `${path}.parameters.url`, 2_000);
  requireValid(URL.canParse(url) && /^https?:/i.test(url), `${path}.parameters.url is not a valid URL.`);
}

/** A form; sources disagree on the length of its button (20 or 30), the longer one is taken. */
export function validateFlow(action: JsonObject): void {
  const path = "interactive.action.parameters";
  const parameters = requireObject(action, "parameters", path);
  const version = requireText(parameters, "flow_message_version", `${path}.flow_message_version`, 8);
  requireValid(version === "3", `${path}.flow_message_version must be 3.`);
  const ids = [asText(parameters.flow_id), asText(parameters.flow_name)].filter((id) => id !== null);
  requireValid(ids.length === 1, `One of ${path}.flow_id and ${path}.flow_name is required.`);
  requireText(parameters, "flow_cta", `${path}.flow_cta`, 30);
  optionalText(parameters, "flow_token", `${path}.flow_token`, 4_096);
  const flowAction = optionalText(parameters, "flow_action", `${path}.flow_action`, 32) ?? "navigate";
  requireValid(["navigate", "data_exchange"].includes(flowAction), `${path}.flow_action is not known.`);
  const mode = optionalText(parameters, "mode", `${path}.mode`, 32) ?? "published";
  requireValid(["draft", "published"].includes(mode), `${path}.mode must be draft or published.`);
}

/** Two to ten cards, each with a picture or film and a link. */
export function validateCards(action: JsonObject, checkMedia: MediaCheck): void {
  const path = "interactive.action.cards";
  const cards = asObjects(requireArray(action, "cards", path));
  requireValid(cards.length >= 2 && cards.length <= 10, `${path} must have 2 to 10 elements.`);
  const indices = cards.map((card) => String(card.card_index));
  requireValid(isUnique(indices), `${path}.card_index must be unique.`);
  for (const card of cards) {
    requireValid(card.type === "cta_url", `${path}.type must be cta_url.`);
    const header = requireObject(card, "header", `${path}.header`);
    const type = asText(header.type) ?? "";
    requireValid(type === "image" || type === "video", `${path}.header.type must be image or video.`);
    validateMedia(requireObject(header, type, `${path}.header.${type}`), type, checkMedia);
    const body = asObject(card.body);
    if (body) {
      requireText(body, "text", `${path}.body.text`, 160);
    }
    validateLink(requireObject(card, "action", `${path}.action`), `${path}.action`);
  }
}

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
