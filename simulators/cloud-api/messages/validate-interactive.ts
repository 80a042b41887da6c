import { GraphError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { asObject, asObjects, asText } from "../json.ts";
import { optionalText, requireArray, requireObject, requireText, requireValid } from "./require.ts";
import type { MediaCheck } from "./validate-media.ts";
import { validateMedia } from "./validate-media.ts";

const mediaHeaders = new Set(["image", "video", "document"]);
const otherTypes = new Set([
  "location_request_message",
  "flow",
  "product",
  "product_list",
  "catalog_message",
  "address_message",
  "call_permission_request",
  "carousel",
  "request_contact_info",
]);

/** Checks an interactive message (whatsapp-platform §2.3): buttons, lists and links to the letter, others loosely. */
export function validateInteractive(interactive: JsonObject, checkMedia: MediaCheck): void {
  const type = requireText(interactive, "type", "interactive.type", 64);
  if (otherTypes.has(type)) {
    return;
  }
  const bodyLimit = type === "list" ? 4_096 : 1_024;
  requireText(
    requireObject(interactive, "body", "interactive.body"),
    "text",
    "interactive.body.text",
    bodyLimit,
  );
  const footer = asObject(interactive.footer);
  if (footer) {
    requireText(footer, "text", "interactive.footer.text", 60);
  }
  validateHeader(asObject(interactive.header), type === "list", checkMedia);
  const action = requireObject(interactive, "action", "interactive.action");
  switch (type) {
    case "button":
      validateButtons(action);
      return;
    case "list":
      validateList(action);
      return;
    case "cta_url": {
      const parameters = requireObject(action, "parameters", "interactive.action.parameters");
      requireText(parameters, "display_text", "interactive.action.parameters.display_text", 20);
      requireText(parameters, "url", "interactive.action.parameters.url", 2_000);
      return;
    }
    default:
      throw new GraphError(131009, `interactive.type ${type} is not known.`);
  }
}

function validateHeader(header: JsonObject | null, isTextOnly: boolean, checkMedia: MediaCheck): void {
  if (!header) {
    return;
  }
  const type = asText(header.type) ?? "";
  if (type === "text") {
    requireText(header, "text", "interactive.header.text", 60);
    return;
  }
  requireValid(!isTextOnly && mediaHeaders.has(type), `interactive.header.type ${type} is not allowed here.`);
  validateMedia(requireObject(header, type, `interactive.header.${type}`), type, checkMedia);
}

function validateButtons(action: JsonObject): void {
  const buttons = requireArray(action, "buttons", "interactive.action.buttons");
  requireValid(buttons.length <= 3, "interactive.action.buttons must have at most 3 elements.");
  const replies = buttons.map((button) =>
    requireObject(asObject(button) ?? {}, "reply", "interactive.action.buttons.reply"),
  );
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

function validateList(action: JsonObject): void {
  requireText(action, "button", "interactive.action.button", 20);
  const sections = requireArray(action, "sections", "interactive.action.sections");
  requireValid(sections.length <= 10, "interactive.action.sections must have at most 10 elements.");
  const rows = asObjects(sections).flatMap((section) => {
    if (sections.length > 1) {
      requireText(section, "title", "interactive.action.sections.title", 24);
    }
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

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
