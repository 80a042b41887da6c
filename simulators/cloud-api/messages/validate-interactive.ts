import { GraphError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { asObject, asText } from "../json.ts";
import { optionalText, requireObject, requireText, requireValid } from "./require.ts";
import {
  validateButtons,
  validateCards,
  validateFlow,
  validateLink,
  validateList,
} from "./validate-actions.ts";
import type { MediaCheck } from "./validate-media.ts";
import { validateMedia } from "./validate-media.ts";
import { validateCatalogMessage, validateProduct, validateProducts } from "./validate-products.ts";

type Kind = {
  /** Kinds of header that it may have; `text!`: one of text it must have. */
  headers: "none" | "text" | "text!" | "any";
  /** Characters of the body. */
  body: number;
  isBodyOptional?: boolean;
  validate: (action: JsonObject, checkMedia: MediaCheck) => void;
};

const named = (name: string) => (action: JsonObject) => requireName(action, name);
/** What each kind of interactive message may have (whatsapp-platform §2.3). */
const kinds: Readonly<Record<string, Kind>> = {
  button: { headers: "any", body: 1_024, validate: validateButtons },
  list: { headers: "text", body: 4_096, validate: validateList },
  cta_url: {
    headers: "any",
    body: 1_024,
    validate: (action) => {
      requireName(action, "cta_url");
      validateLink(action);
    },
  },
  location_request_message: { headers: "none", body: 1_024, validate: named("send_location") },
  flow: {
    headers: "any",
    body: 1_024,
    validate: (action) => {
      requireName(action, "flow");
      validateFlow(action);
    },
  },
  product: { headers: "none", body: 1_024, isBodyOptional: true, validate: validateProduct },
  product_list: { headers: "text!", body: 1_024, validate: validateProducts },
  catalog_message: {
    headers: "none",
    body: 1_024,
    validate: (action) => {
      requireName(action, "catalog_message");
      validateCatalogMessage(action);
    },
  },
  address_message: {
    headers: "any",
    body: 1_024,
    validate: (action) => {
      requireName(action, "address_message");
      const parameters = requireObject(action, "parameters", "interactive.action.parameters");
      const country = requireText(parameters, "country", "interactive.action.parameters.country", 2);
      requireValid(["IN", "SG"].includes(country), "Address messages are for India and Singapore only.");
    },
  },
  call_permission_request: {
    headers: "none",
    body: 1_024,
    isBodyOptional: true,
    validate: named("call_permission_request"),
  },
  carousel: { headers: "none", body: 1_024, validate: validateCards },
  request_contact_info: { headers: "none", body: 1_024, validate: () => undefined },
};
const withoutAction = new Set(["request_contact_info"]);
const mediaHeaders = new Set(["image", "video", "document"]);

/** Checks an interactive message against the limits of whatsapp-platform §2.3. */
export function validateInteractive(interactive: JsonObject, checkMedia: MediaCheck): void {
  const type = requireText(interactive, "type", "interactive.type", 64);
  const kind = kinds[type];
  if (!kind) {
    throw new GraphError(131009, `interactive.type ${type} is not known.`);
  }
  if (!kind.isBodyOptional || interactive.body !== undefined) {
    const body = requireObject(interactive, "body", "interactive.body");
    requireText(body, "text", "interactive.body.text", kind.body);
  }
  const footer = asObject(interactive.footer);
  if (footer) {
    optionalText(footer, "text", "interactive.footer.text", 60);
  }
  validateHeader(interactive, kind.headers, checkMedia);
  if (interactive.action !== undefined || !withoutAction.has(type)) {
    kind.validate(requireObject(interactive, "action", "interactive.action"), checkMedia);
  }
}

function validateHeader(interactive: JsonObject, allowed: Kind["headers"], checkMedia: MediaCheck): void {
  const header = asObject(interactive.header);
  if (!header) {
    if (allowed === "text!") {
      throw new GraphError(131008, "The parameter interactive.header is required.");
    }
    return;
  }
  const type = asText(header.type) ?? "";
  requireValid(allowed !== "none", "This kind of message has no header.");
  if (type === "text") {
    requireText(header, "text", "interactive.header.text", 60);
    return;
  }
  const isAllowed = allowed === "any" && mediaHeaders.has(type);
  requireValid(isAllowed, `interactive.header.type ${type} is not allowed here.`);
  validateMedia(requireObject(header, type, `interactive.header.${type}`), type, checkMedia);
}

function requireName(action: JsonObject, name: string): void {
  const given = requireText(action, "name", "interactive.action.name", 64);
  requireValid(given === name, `interactive.action.name must be ${name}.`);
}
