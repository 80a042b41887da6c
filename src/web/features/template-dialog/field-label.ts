import { cardsOf, type Field, type TemplateContent } from "#domain/template.ts";
import type { Words } from "../../ui/use-words.ts";

/** What a field of a template is called where its card is not named beside it. */
export function wholeLabel(field: Field, content: TemplateContent, words: Words): string {
  const label = fieldLabel(field, content, words);
  return field.card === undefined ? label : `${words("filling.card", { number: field.card + 1 })} · ${label}`;
}

/** What a field of a template, or of one of its cards, is called in the form. */
export function fieldLabel({ card, ...field }: Field, content: TemplateContent, words: Words): string {
  if (card !== undefined) {
    const components = cardsOf(content.components)[card]?.components ?? [];
    return fieldLabel(field, { ...content, components }, words);
  }
  const { components } = content;
  const { part, name, kind, index } = field;
  if (part === "button") {
    const buttons = components.flatMap((component) => component.buttons ?? []);
    const text = buttons[index ?? 0]?.text ?? name;
    switch (name) {
      case "payload":
        return words("filling.payload", { text });
      case "flow_token":
        return words("filling.flowToken", { text });
      case "flow_action_data":
        return words("filling.flowData", { text });
      case "thumbnail_product_retailer_id":
        return words("filling.product", { text });
      case "code":
        return words("filling.code");
      default:
        return words("template.fieldButton", { text });
    }
  }
  switch (kind) {
    case "image":
      return words("template.fieldImage");
    case "video":
      return words("template.fieldVideo");
    case "document":
      return words("template.fieldDocument");
    case "time":
      return words("filling.offerEnds");
    case "coordinate":
      return words(name === "latitude" ? "template.fieldLatitude" : "template.fieldLongitude");
    case "text":
      if (field.optional === true) {
        return placeLabel(name, words);
      }
      return words(part === "header" ? "template.fieldHeader" : "template.fieldBody", { name });
    default:
      return words(part === "header" ? "template.fieldHeader" : "template.fieldBody", { name });
  }
}

function placeLabel(name: string, words: Words): string {
  if (name === "filename") {
    return words("template.fieldFilename");
  }
  return words(name === "address" ? "template.fieldPlaceAddress" : "template.fieldPlaceName");
}
