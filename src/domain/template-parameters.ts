import { ourFile } from "./fill-problems.ts";
import {
  buttonsOf,
  cardsOf,
  type Field,
  type FieldValues,
  fieldValue,
  isOneTimeCode,
  type TemplateButton,
  type TemplateContent,
  typedValue,
} from "./template.ts";
import { ownFieldsOf } from "./template-fields.ts";
import type { Instant } from "./time.ts";

/** A medium at Meta, a link that Meta fetches, or a file of ours, which gets its id at Meta when the message goes out. */
export type MediaSource = { readonly id: string } | { readonly link: string } | { readonly upload: string };

/** One parameter of the `components` array of a template message, as Meta reads it. */
export type SendParameter =
  | { readonly type: "text"; readonly text: string; readonly parameter_name?: string }
  | {
      readonly type: "currency";
      readonly currency: {
        readonly fallback_value: string;
        readonly code: string;
        readonly amount_1000: number;
      };
      readonly parameter_name?: string;
    }
  | {
      readonly type: "date_time";
      readonly date_time: { readonly fallback_value: string };
      readonly parameter_name?: string;
    }
  | { readonly type: "payload"; readonly payload: string }
  | { readonly type: "action"; readonly action: Readonly<Record<string, unknown>> }
  | { readonly type: "coupon_code"; readonly coupon_code: string }
  | {
      readonly type: "limited_time_offer";
      readonly limited_time_offer: { readonly expiration_time_ms: Instant };
    }
  | { readonly type: "image"; readonly image: MediaSource }
  | { readonly type: "video"; readonly video: MediaSource }
  | { readonly type: "document"; readonly document: MediaSource & { readonly filename?: string } }
  | {
      readonly type: "location";
      readonly location: {
        readonly latitude: string;
        readonly longitude: string;
        readonly name?: string;
        readonly address?: string;
      };
    };

/** One entry of the `components` array of a template message. */
export type SendComponent =
  | {
      readonly type: "header" | "body" | "limited_time_offer";
      readonly parameters: readonly SendParameter[];
    }
  | {
      readonly type: "button";
      readonly sub_type: "url" | "copy_code" | "quick_reply" | "flow" | "catalog";
      readonly index: string;
      readonly parameters: readonly SendParameter[];
    }
  | {
      readonly type: "carousel";
      readonly cards: readonly {
        readonly card_index: number;
        readonly components: readonly SendComponent[];
      }[];
    };

/** The `components` array that sends a filled template; empty when it has no fields. Throws when one is missing. */
export function toSendComponents(template: TemplateContent, values: FieldValues): SendComponent[] {
  const fields = ownFieldsOf(template.components, template.parameterFormat);
  const header = fields.filter(({ part }) => part === "header");
  const body = fields.filter(({ part }) => part === "body");
  const offer = fields.filter(({ part }) => part === "offer");
  const cards = cardsOf(template.components).map((card, index) => ({
    card_index: index,
    components: toSendComponents({ ...template, components: card.components }, values.cards?.[index] ?? {}),
  }));
  return [
    ...(header.length === 0
      ? []
      : [{ type: "header", parameters: [headerParameter(header, values)] } as const]),
    ...(body.length === 0
      ? []
      : [{ type: "body", parameters: body.map((field) => textParameter(field, values)) } as const]),
    ...offer.map(
      (field) =>
        ({
          type: "limited_time_offer",
          parameters: [
            {
              type: "limited_time_offer",
              limited_time_offer: { expiration_time_ms: Date.parse(typed(field, values)) },
            },
          ],
        }) as const,
    ),
    ...buttonsOf(template.components).flatMap((button, index) => {
      const own = fields.filter((field) => field.part === "button" && field.index === index);
      return own.length === 0 ? [] : buttonComponent(button, own, values);
    }),
    ...oneTimeCodeComponents(template, body, values),
    ...(cards.length === 0 ? [] : [{ type: "carousel", cards } as const]),
  ];
}

function headerParameter(fields: readonly Field[], values: FieldValues): SendParameter {
  const [first] = fields;
  const value = (name: string) =>
    typed(
      fields.find((field) => field.name === name),
      values,
    );
  switch (first?.kind) {
    case "image":
      return { type: "image", image: mediaSource(value("image")) };
    case "video":
      return { type: "video", video: mediaSource(value("video")) };
    case "document": {
      const filename = value("filename");
      const document = mediaSource(value("document"));
      return { type: "document", document: filename === "" ? document : { ...document, filename } };
    }
    case "coordinate": {
      const [name, address] = [value("name"), value("address")];
      return {
        type: "location",
        location: {
          latitude: value("latitude"),
          longitude: value("longitude"),
          ...(name === "" ? {} : { name }),
          ...(address === "" ? {} : { address }),
        },
      };
    }
    default:
      return textParameter(first, values);
  }
}

/** A numbered variable goes by its place, a named one by its name. */
function textParameter(field: Field | undefined, values: FieldValues): SendParameter {
  const name = field?.name ?? "";
  const named = /^\d+$/.test(name) ? {} : { parameter_name: name };
  const text = typed(field, values);
  const value = field === undefined ? text : fieldValue(field, values);
  if (typeof value === "string") {
    return { type: "text", ...named, text };
  }
  const { kind: type } = value;
  return type === "currency"
    ? {
        type,
        ...named,
        currency: { fallback_value: text, code: value.code, amount_1000: value.amount1000 },
      }
    : { type, ...named, date_time: { fallback_value: text } };
}

/** A button whose fields may all stay empty takes no component then; but Meta always wants one for a flow. */
function buttonComponent(
  button: TemplateButton,
  fields: readonly Field[],
  values: FieldValues,
): SendComponent[] {
  const [first] = fields;
  const index = String(first?.index);
  const value = typed(first, values);
  switch (button.type) {
    case "QUICK_REPLY":
      return value === "" ? [] : [withParameter("quick_reply", index, { type: "payload", payload: value })];
    case "FLOW":
      return [withParameter("flow", index, { type: "action", action: flowAction(value, fields[1], values) })];
    case "CATALOG":
      return value === ""
        ? []
        : [
            withParameter("catalog", index, {
              type: "action",
              action: { thumbnail_product_retailer_id: value },
            }),
          ];
    case "COPY_CODE":
      return [withParameter("copy_code", index, { type: "coupon_code", coupon_code: value })];
    default:
      return [withParameter("url", index, { type: "text", text: value })];
  }
}

function withParameter(
  sub_type: Extract<SendComponent, { type: "button" }>["sub_type"],
  index: string,
  parameter: SendParameter,
): SendComponent {
  return { type: "button", sub_type, index, parameters: [parameter] };
}

/** "unused" is Meta's own word for a flow that needs no token. */
function flowAction(token: string, data: Field | undefined, values: FieldValues): Record<string, unknown> {
  const json = typed(data, values);
  const given: unknown = json === "" ? undefined : JSON.parse(json);
  return {
    flow_token: token === "" ? "unused" : token,
    ...(given === undefined ? {} : { flow_action_data: given }),
  };
}

/** A one-time code is sent twice: in the body, and as the `url` parameter of its button. */
function oneTimeCodeComponents(
  { components }: TemplateContent,
  body: readonly Field[],
  values: FieldValues,
): SendComponent[] {
  return buttonsOf(components).flatMap((button, index) =>
    isOneTimeCode(button)
      ? [
          {
            type: "button",
            sub_type: "url",
            index: String(index),
            parameters: [{ type: "text", text: typed(body[0], values) }],
          },
        ]
      : [],
  );
}

function mediaSource(source: string): MediaSource {
  if (ourFile.test(source)) {
    return { upload: source };
  }
  return /^\d+$/.test(source) ? { id: source } : { link: source };
}

function typed(field: Field | undefined, values: FieldValues): string {
  const value = field === undefined ? "" : typedValue(field, values);
  if (value === "" && field?.optional !== true) {
    throw new Error(`template field without a value: ${field?.part} ${field?.name}`);
  }
  return value;
}
