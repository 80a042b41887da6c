import { detailsOf, GraphError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { asObjects } from "../json.ts";
import type { OutboundMessage, Template } from "../model.ts";
import { hasCodeButton } from "./render-buttons.ts";
import { renderTemplate } from "./render-template.ts";
import { requireObject, requireText } from "./require.ts";
import type { MediaCheck } from "./validate-media.ts";

/** Finds, checks and fills the template of a call; the category is the one that it has now. */
export function validateTemplate(input: {
  body: JsonObject;
  templates: Template[];
  isAddressedByBsuid: boolean;
  checkMedia: MediaCheck;
  now: number;
}): NonNullable<OutboundMessage["template"]> {
  const node = requireObject(input.body, "template");
  const name = requireText(node, "name", "template.name", 512);
  const language = requireText(
    requireObject(node, "language", "template.language"),
    "code",
    "template.language.code",
    16,
  );
  const template = input.templates.find(
    (candidate) => candidate.name === name && candidate.language === language,
  );
  const isSendable = template?.status === "APPROVED" || template?.status === "FLAGGED";
  if (template?.status === "PAUSED" || template?.status === "DISABLED") {
    const code = template.status === "PAUSED" ? 132015 : 132016;
    throw new GraphError(code, detailsOf(code));
  }
  if (!template || !isSendable) {
    throw new GraphError(132001, `template name (${name}) does not exist in ${language}`);
  }
  if (input.isAddressedByBsuid && hasCodeButton(template.components)) {
    throw new GraphError(
      131062,
      "Templates with one-tap, zero-tap and copy-code buttons need a phone number",
    );
  }
  const rendered = renderTemplate(template, asObjects(node.components), input);
  const ttlSeconds = template.messageSendTtlSeconds;
  return { id: template.id, category: template.category.toLowerCase(), rendered, ttlSeconds };
}
