import type { Field, TemplateContent } from "#domain/template.ts";
import type { Words } from "../../ui/use-words.ts";

/** What a field of a template is called in the form. */
export function fieldLabel(field: Field, { components }: TemplateContent, words: Words): string {
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
