import {
  buttonsOf,
  type Field,
  type FieldValues,
  isOneTimeCode,
  type TemplateContent,
  typedValue,
} from "./template.ts";
import { fieldsOf } from "./template-fields.ts";

/** Exactly one of an uploaded id and a link, which Meta fetches. */
export type MediaSource = { readonly id: string } | { readonly link: string };

/** One parameter of the `components` array of a template message, as Meta reads it. */
export type SendParameter =
  | { readonly type: "text"; readonly text: string; readonly parameter_name?: string }
  | { readonly type: "coupon_code"; readonly coupon_code: string }
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
  | { readonly type: "header" | "body"; readonly parameters: readonly SendParameter[] }
  | {
      readonly type: "button";
      readonly sub_type: "url" | "copy_code";
      readonly index: string;
      readonly parameters: readonly SendParameter[];
    };

/** The `components` array that sends a filled template; empty when it has no fields. Throws when one is missing. */
export function toSendComponents(template: TemplateContent, values: FieldValues): SendComponent[] {
  const fields = fieldsOf(template.components, template.parameterFormat);
  const header = fields.filter(({ part }) => part === "header");
  const body = fields.filter(({ part }) => part === "body");
  return [
    ...(header.length === 0
      ? []
      : [{ type: "header", parameters: [headerParameter(header, values)] } as const]),
    ...(body.length === 0
      ? []
      : [{ type: "body", parameters: body.map((field) => textParameter(field, values)) } as const]),
    ...fields.filter(({ part }) => part === "button").map((field) => buttonComponent(field, values)),
    ...oneTimeCodeComponents(template, body, values),
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
  const text = typed(field, values);
  return /^\d+$/.test(name) ? { type: "text", text } : { type: "text", parameter_name: name, text };
}

function buttonComponent(field: Field, values: FieldValues): SendComponent {
  const index = String(field.index);
  return field.kind === "code"
    ? {
        type: "button",
        sub_type: "copy_code",
        index,
        parameters: [{ type: "coupon_code", coupon_code: typed(field, values) }],
      }
    : { type: "button", sub_type: "url", index, parameters: [textParameter(field, values)] };
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
  return /^\d+$/.test(source) ? { id: source } : { link: source };
}

function typed(field: Field | undefined, values: FieldValues): string {
  const value = field === undefined ? "" : typedValue(field, values);
  if (value === "" && field?.optional !== true) {
    throw new Error(`template field without a value: ${field?.part} ${field?.name}`);
  }
  return value;
}
