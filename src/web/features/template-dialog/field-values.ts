import type { PlaceholderValues } from "#domain/placeholders.ts";
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

/** Names of fields that can mean one thing only, and what it is. */
const meanings: readonly (readonly [RegExp, keyof PlaceholderValues])[] = [
  [/^(name|nombre|first_?name|customer_?name|nombre_cliente|guest_?name|huesped)$/i, "customerFirstName"],
  [/^(full_?name|nombre_completo)$/i, "customerName"],
  [/^(phone|telefono|movil|customer_?phone)$/i, "customerPhone"],
  [/^(e?mail|correo|customer_?email)$/i, "customerEmail"],
  [/^(agent|agente|agent_?name)$/i, "agentName"],
  [/^(hotel|hotel_?name|empresa|nombre_hotel|business_?name|company)$/i, "workspaceName"],
];

/** What a form starts with: what is known of the customer, where a field surely asks for it. */
export function initialValues(fields: readonly Field[], known: PlaceholderValues): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const meaning = meaningOf(field);
      const value = meaning === null ? null : known[meaning];
      return value === null || value === "" ? [] : [[fieldKey(field), value]];
    }),
  );
}

function meaningOf({ part, name, kind, example }: Field): keyof PlaceholderValues | null {
  if (part === "button" || kind !== "text") {
    return null;
  }
  if (part === "body" && name === "1" && looksLikeName(example)) {
    return "customerFirstName";
  }
  return meanings.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** A first positional field is a name when its example looks like one: a capitalised word or two, no digits. */
function looksLikeName(example: string | undefined): boolean {
  return example !== undefined && /^\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?$/u.test(example);
}
