import {
  buttonsOf,
  cardsOf,
  componentOf,
  type Field,
  isOneTimeCode,
  type NamedExample,
  type ParameterFormat,
  type TemplateButton,
  type TemplateComponent,
} from "./template.ts";
import { variablesIn } from "./template-variables.ts";

/** The fields of a template in the order in which a form asks for them: header, body, offer, buttons, then card by card. */
export function fieldsOf(
  components: readonly TemplateComponent[],
  parameterFormat: ParameterFormat,
): Field[] {
  return [
    ...ownFieldsOf(components, parameterFormat),
    ...cardsOf(components).flatMap((one, card) =>
      ownFieldsOf(one.components, parameterFormat).map((field) => ({ ...field, card })),
    ),
  ];
}

/** The fields of a template's own parts, or of one card. */
export function ownFieldsOf(
  components: readonly TemplateComponent[],
  parameterFormat: ParameterFormat,
): Field[] {
  return [
    ...headerFields(componentOf(components, "HEADER"), parameterFormat),
    ...bodyFields(components, parameterFormat),
    ...offerFields(componentOf(components, "LIMITED_TIME_OFFER")),
    ...buttonsOf(components).flatMap(buttonFields),
  ];
}

/** When an offer ends, each message says for itself (§3.2). */
function offerFields(offer: TemplateComponent | undefined): Field[] {
  return offer?.limited_time_offer?.has_expiration === true
    ? [{ part: "offer", name: "ends", kind: "time" }]
    : [];
}

function headerFields(header: TemplateComponent | undefined, parameterFormat: ParameterFormat): Field[] {
  switch (header?.format ?? (header === undefined ? undefined : "TEXT")) {
    case "TEXT": {
      const { header_text: listed, header_text_named_params: named } = header?.example ?? {};
      return textFields("header", header?.text, { listed, named, parameterFormat });
    }
    case "IMAGE":
      return [{ part: "header", name: "image", kind: "image" }];
    case "VIDEO":
      return [{ part: "header", name: "video", kind: "video" }];
    case "DOCUMENT":
      return [
        { part: "header", name: "document", kind: "document" },
        { part: "header", name: "filename", kind: "text", optional: true },
      ];
    case "LOCATION":
      return [
        { part: "header", name: "latitude", kind: "coordinate" },
        { part: "header", name: "longitude", kind: "coordinate" },
        { part: "header", name: "name", kind: "text", optional: true },
        { part: "header", name: "address", kind: "text", optional: true },
      ];
    default:
      return [];
  }
}

function bodyFields(components: readonly TemplateComponent[], parameterFormat: ParameterFormat): Field[] {
  const body = componentOf(components, "BODY");
  if (buttonsOf(components).some(isOneTimeCode)) {
    return [{ part: "body", name: "1", kind: "code" }];
  }
  const { body_text: lists, body_text_named_params: named } = body?.example ?? {};
  return textFields("body", body?.text, { listed: lists?.[0], named, parameterFormat });
}

function textFields(
  part: "header" | "body",
  text: string | undefined,
  {
    listed,
    named,
    parameterFormat,
  }: {
    listed: readonly string[] | undefined;
    named: readonly NamedExample[] | undefined;
    parameterFormat: ParameterFormat;
  },
): Field[] {
  const names = variablesIn(text ?? "");
  if (parameterFormat === "positional") {
    names.sort((a, b) => Number(a) - Number(b));
  }
  return names.map((name, place) => {
    const example = named?.find(({ param_name }) => param_name === name)?.example ?? listed?.[place];
    return { part, name, kind: "text", ...(example === undefined ? {} : { example }) };
  });
}

function buttonFields(button: TemplateButton, index: number): Field[] {
  const example = typeof button.example === "string" ? button.example : button.example?.[0];
  const brought = broughtBack(button, index);
  if (brought.length > 0) {
    return brought;
  }
  if (button.type === "COPY_CODE") {
    return [
      { part: "button", name: "code", kind: "code", index, ...(example === undefined ? {} : { example }) },
    ];
  }
  const [name] = button.type === "URL" && !isOneTimeCode(button) ? variablesIn(button.url ?? "") : [];
  if (name === undefined) {
    return [];
  }
  // Meta's example is the whole address; the field is only its variable end.
  const fixed = (button.url ?? "").replace(/\{\{.*$/, "");
  const end = example?.startsWith(fixed) ? example.slice(fixed.length) : example;
  return [{ part: "button", name, kind: "text", index, ...(end === undefined ? {} : { example: end }) }];
}

/** What a tap brings back to us, or which product a catalog shows first: all of it may stay empty. */
function broughtBack({ type }: TemplateButton, index: number): Field[] {
  const field = (name: string, kind: "payload" | "json"): Field => {
    return { part: "button", name, kind, index, optional: true };
  };
  switch (type) {
    case "QUICK_REPLY":
      return [field("payload", "payload")];
    case "FLOW":
      return [field("flow_token", "payload"), field("flow_action_data", "json")];
    case "CATALOG":
      return [field("thumbnail_product_retailer_id", "payload")];
    default:
      return [];
  }
}
