/** One example variable of a named template, as Meta writes it. */
export type NamedExample = { readonly param_name: string; readonly example: string };

/** A button of a template, as Meta writes it. Unknown types are kept as data. */
export type TemplateButton = {
  /** QUICK_REPLY, URL, PHONE_NUMBER, COPY_CODE, OTP … */
  readonly type: string;
  readonly text?: string | undefined;
  readonly url?: string | undefined;
  readonly phone_number?: string | undefined;
  readonly otp_type?: string | undefined;
  readonly example?: readonly string[] | string | undefined;
  /** Of one-tap and zero-tap codes. */
  readonly autofill_text?: string | undefined;
  readonly supported_apps?: readonly SupportedApp[] | undefined;
  /** Of a flow: one of the three names it. */
  readonly flow_id?: string | undefined;
  readonly flow_name?: string | undefined;
  readonly flow_json?: string | undefined;
  readonly flow_action?: string | undefined;
  readonly navigate_screen?: string | undefined;
};

/** An app of ours that may take over a one-time code. */
export type SupportedApp = { readonly package_name: string; readonly signature_hash: string };

/** A component of a template, as Meta writes it. Unknown types and formats are kept as data. */
export type TemplateComponent = {
  /** HEADER, BODY, FOOTER, BUTTONS, LIMITED_TIME_OFFER, CAROUSEL … */
  readonly type: string;
  /** Of a header: TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION … */
  readonly format?: string | undefined;
  readonly text?: string | undefined;
  readonly buttons?: readonly TemplateButton[] | undefined;
  readonly example?:
    | {
        readonly header_text?: readonly string[] | undefined;
        readonly header_text_named_params?: readonly NamedExample[] | undefined;
        readonly header_handle?: readonly string[] | undefined;
        readonly body_text?: readonly (readonly string[])[] | undefined;
        readonly body_text_named_params?: readonly NamedExample[] | undefined;
      }
    | undefined;
  /** Of an authentication template: Meta writes its texts. */
  readonly add_security_recommendation?: boolean | undefined;
  readonly code_expiration_minutes?: number | undefined;
  /** Of an offer that ends: its words, and whether each message says when. */
  readonly limited_time_offer?:
    | { readonly text?: string | undefined; readonly has_expiration?: boolean | undefined }
    | undefined;
  /** Of a carousel: cards side by side, each with a header, perhaps a text, and buttons of its own. */
  readonly cards?: readonly { readonly components: readonly TemplateComponent[] }[] | undefined;
};

/** How the variables of a template are named: `{{1}}` or `{{first_name}}`. */
export type ParameterFormat = "positional" | "named";

/** The part of a template that filling needs; name, language and status belong to its row. */
export type TemplateContent = {
  readonly components: readonly TemplateComponent[];
  readonly parameterFormat: ParameterFormat;
};

/**
 * What a field takes: a text, a medium (a file of ours, an id of Meta's or a link), a coordinate, a code, what a tap on a
 * button brings back to us (a payload), an object in JSON, or a moment (ISO 8601).
 */
export type FieldKind =
  | "text"
  | "image"
  | "video"
  | "document"
  | "coordinate"
  | "code"
  | "payload"
  | "json"
  | "time";

/** A typed value: a text, or an amount or a date, which WhatsApp may write in the customer's own way (§3.6). */
export type FieldValue =
  | string
  | {
      readonly kind: "currency";
      /** What is shown where WhatsApp does not write it itself. */
      readonly text: string;
      readonly code: string;
      /** Thousandths of the currency's unit. */
      readonly amount1000: number;
    }
  | { readonly kind: "date_time"; readonly text: string };

/**
 * One value that a template asks for before it can be sent. A button field carries the button's index, a field of a card
 * the card's place.
 */
export type Field = {
  readonly part: "header" | "body" | "offer" | "button";
  readonly name: string;
  readonly kind: FieldKind;
  readonly index?: number;
  readonly card?: number;
  readonly example?: string;
  /** May stay empty: the name and address of a place, the name of a document, what a tap brings back. */
  readonly optional?: true;
};

/**
 * What an agent or an integrator typed: by variable name in header and body, by button index in buttons (the data of a
 * flow by `INDEX.data`), in cards by their place from 0. `offer.ends` is when an offer ends.
 */
export type FieldValues = PartValues & {
  readonly offer?: Readonly<Record<string, string>> | undefined;
  readonly cards?: Readonly<Record<string, PartValues>> | undefined;
};

/** The values of a template's own parts, or of those of one card. */
export type PartValues = {
  readonly header?: Readonly<Record<string, string>> | undefined;
  readonly body?: Readonly<Record<string, FieldValue>> | undefined;
  readonly buttons?: Readonly<Record<string, string>> | undefined;
};

/** The text typed for a field, trimmed; "" when there is none. */
export function typedValue(field: Field, values: FieldValues): string {
  const value = fieldValue(field, values);
  return (typeof value === "string" ? value : value.text).trim();
}

/** The whole value typed for a field; "" when there is none. */
export function fieldValue({ card, ...field }: Field, values: FieldValues): FieldValue {
  if (card !== undefined) {
    return fieldValue(field, values.cards?.[card] ?? {});
  }
  switch (field.part) {
    case "header":
      return valueAt(values.header, field.name);
    case "body":
      return valueAt(values.body, field.name);
    case "offer":
      return valueAt(values.offer, field.name);
    case "button":
      return valueAt(values.buttons, field.kind === "json" ? `${field.index}.data` : String(field.index));
    default:
      return field.part satisfies never;
  }
}

/** The first part of the template that we cannot send, in Meta's word (GIF, MPM, PRODUCT …), or null. */
export function unsendablePart(components: readonly TemplateComponent[]): string | null {
  return componentOf(components, "BODY") === undefined ? "BODY" : unsendableAmong(components);
}

function unsendableAmong(components: readonly TemplateComponent[]): string | null {
  const words = components.flatMap(({ type, format, buttons, cards, limited_time_offer: offer }) => {
    switch (type) {
      case "HEADER":
        return sendableHeaders.has(format ?? "TEXT") ? [] : [format ?? "TEXT"];
      case "BODY":
      case "FOOTER":
      case "CALL_PERMISSION_REQUEST":
        return [];
      case "BUTTONS":
        return (buttons ?? []).map((button) => button.type).filter((word) => !sendableButtons.has(word));
      case "LIMITED_TIME_OFFER":
        return offer === undefined ? [type] : [];
      case "CAROUSEL":
        // The text of a card may be missing.
        return cards === undefined ? [type] : cards.flatMap((card) => unsendableAmong(card.components) ?? []);
      default:
        return [type];
    }
  });
  return words[0] ?? null;
}

/** One-tap, zero-tap and copy-code buttons need a phone number; a BSUID alone is refused with 131062 (N12). */
export function needsPhone(components: readonly TemplateComponent[]): boolean {
  return buttonsOf(components).some((button) => isOneTimeCode(button) || button.type === "COPY_CODE");
}

/** The component of a type, if the template has it. */
export function componentOf(
  components: readonly TemplateComponent[],
  type: "HEADER" | "BODY" | "FOOTER" | "BUTTONS" | "LIMITED_TIME_OFFER" | "CAROUSEL",
): TemplateComponent | undefined {
  return components.find((component) => component.type === type);
}

/** The buttons in their order; a button's index is its place here. */
export function buttonsOf(components: readonly TemplateComponent[]): readonly TemplateButton[] {
  return componentOf(components, "BUTTONS")?.buttons ?? [];
}

/** The cards of a carousel in their order. */
export function cardsOf(components: readonly TemplateComponent[]): NonNullable<TemplateComponent["cards"]> {
  return componentOf(components, "CAROUSEL")?.cards ?? [];
}

/** A button that carries the one-time code of the body. Meta lists it as OTP, or as a URL of its own. */
export function isOneTimeCode(button: TemplateButton): boolean {
  return button.type === "OTP" || (button.type === "URL" && /[?&]otp_type=/.test(button.url ?? ""));
}

/** A variable in a text of a template: `{{1}}` or `{{first_name}}`. */
export const variablePattern = /\{\{\s*(\w+)\s*\}\}/g;

const sendableHeaders = new Set(["TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION"]);
/** Not those that sell from a catalog or ask for a payment, nor those that Meta may add. */
const sendableButtons = new Set([
  "QUICK_REPLY",
  "URL",
  "PHONE_NUMBER",
  "COPY_CODE",
  "OTP",
  "FLOW",
  "CATALOG",
  "VOICE_CALL",
  "SEND_LOCATION",
  "CALL_PERMISSION_REQUEST",
  "REQUEST_CONTACT_INFO",
]);

function valueAt(record: Readonly<Record<string, FieldValue>> | undefined, key: string): FieldValue {
  return record !== undefined && Object.hasOwn(record, key) ? (record[key] ?? "") : "";
}
