/** One example variable of a named template, as Meta writes it. */
export type NamedExample = { readonly param_name: string; readonly example: string };

/** A button of a template, as Meta writes it. Unknown types are kept as data. */
export type TemplateButton = {
  readonly type: string;
  readonly text?: string | undefined;
  readonly url?: string | undefined;
  readonly phone_number?: string | undefined;
  readonly otp_type?: string | undefined;
  readonly example?: readonly string[] | string | undefined;
};

/** A component of a template, as Meta writes it. Unknown types and formats are kept as data. */
export type TemplateComponent = {
  readonly type: string;
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
};

/** How the variables of a template are named: `{{1}}` or `{{first_name}}`. Meta writes it in capitals. */
export type ParameterFormat = "positional" | "named";

/** The part of a template that filling needs; name, language and status belong to its row. */
export type TemplateContent = {
  readonly components: readonly TemplateComponent[];
  readonly parameterFormat: ParameterFormat;
};

export type FieldKind = "text" | "image" | "video" | "document" | "location" | "code";

/** One value that a template asks for before it can be sent. A button field carries the button's index. */
export type Field = {
  readonly part: "header" | "body" | "button";
  readonly name: string;
  readonly kind: FieldKind;
  readonly index?: number;
  readonly example?: string;
  /** Only the name and the address of a location may stay empty. */
  readonly optional?: true;
};

/** What an agent or an integrator typed: by variable name in header and body, by button index in buttons. */
export type FieldValues = {
  readonly header?: Readonly<Record<string, string>> | undefined;
  readonly body?: Readonly<Record<string, string>> | undefined;
  readonly buttons?: Readonly<Record<string, string>> | undefined;
};

/** The fields of a template in the order in which a form asks for them: header, body, buttons. */
export declare function fieldsOf(
  components: readonly TemplateComponent[],
  parameterFormat: ParameterFormat,
): Field[];

/** The value typed for a field, trimmed; "" when there is none. */
export declare function typedValue(field: Field, values: FieldValues): string;

/** The first part of the template that we cannot send (a carousel, a flow button …), or null. */
export declare function unsendablePart(components: readonly TemplateComponent[]): string | null;

/** One-tap, zero-tap and copy-code buttons need a phone number; a BSUID alone is refused with 131062 (N12). */
export declare function needsPhone(components: readonly TemplateComponent[]): boolean;
