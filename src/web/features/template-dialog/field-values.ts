import type { Field, FieldValues } from "#domain/template.ts";

/** The name of a field in a form: part and name together are unique within a template. */
export function fieldKey({ part, name, index }: Field): string {
  return `${part}.${part === "button" ? (index ?? name) : name}`;
}

/** What was typed, by fieldKey, in the shape that domain and API take. */
export function toFieldValues(
  fields: readonly Field[],
  typed: Readonly<Record<string, string>>,
): FieldValues {
  const values: {
    header: Record<string, string>;
    body: Record<string, string>;
    buttons: Record<string, string>;
  } = {
    header: {},
    body: {},
    buttons: {},
  };
  for (const field of fields) {
    const value = typed[fieldKey(field)] ?? "";
    if (value === "") {
      continue;
    }
    if (field.part === "button") {
      values.buttons[String(field.index ?? field.name)] = value;
    } else {
      values[field.part][field.name] = value;
    }
  }
  return values;
}

const nameLike = /^(1|name|nombre|first_?name|customer_?name|nombre_cliente|guest_?name|huesped)$/i;

/** What a form starts with: the customer's first name where a field surely asks for it. */
export function initialValues(fields: readonly Field[], customerName: string): Record<string, string> {
  const firstName = /^\p{L}/u.test(customerName) ? (customerName.split(/\s+/)[0] ?? "") : "";
  const target = fields.find(
    ({ part, name, kind, example }) =>
      part === "body" && kind === "text" && nameLike.test(name) && (name !== "1" || looksLikeName(example)),
  );
  return target === undefined || firstName === "" ? {} : { [fieldKey(target)]: firstName };
}

/** A first positional field is a name when its example looks like one: a capitalised word or two, no digits. */
function looksLikeName(example: string | undefined): boolean {
  return example !== undefined && /^\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?$/u.test(example);
}
