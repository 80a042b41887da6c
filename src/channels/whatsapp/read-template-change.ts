import type { InboundFact } from "#channels/channel.ts";
import type { Change } from "./change.ts";
import { looseId, looseObject } from "./loose.ts";

const templateShape = looseObject({ message_template_name: looseId, message_template_language: looseId });

/**
 * A template changed its state, quality, text or category. Which of them does not matter: the list is read again.
 * Webhooks print the language with a hyphen where the API uses an underscore (§3.1).
 */
export function readTemplateChange({ accountRef, value }: Change): InboundFact[] {
  const template = templateShape.parse(value);
  if (template.message_template_name === null || template.message_template_language === null) {
    return [];
  }
  return [
    {
      type: "template-change",
      accountRef,
      name: template.message_template_name,
      language: template.message_template_language.replace("-", "_"),
    },
  ];
}
