import type { FieldSource, FieldSources } from "#contract/templates.ts";
import type { PlaceholderValues } from "#domain/placeholders.ts";
import type { Field, FieldValue, FieldValues, PartValues } from "#domain/template.ts";

/** The name of a field in a form: card, part and name together are unique within a template. */
export function fieldKey(field: Field): string {
  const { part, name, card } = field;
  const key = `${part}.${part === "button" ? buttonKey(field) : name}`;
  return card === undefined ? key : `card.${card}.${key}`;
}

function buttonKey({ name, index, kind }: Field): string {
  return kind === "json" ? `${index}.data` : `${index ?? name}`;
}

/** What was typed, by fieldKey. */
export type Typed = Readonly<Record<string, FieldValue>>;

/** What was typed, by fieldKey, in the shape that domain and API take. */
export function toFieldValues(fields: readonly Field[], typed: Typed): FieldValues {
  const ofCard = Map.groupBy(fields, ({ card }) => card);
  const cards = [...ofCard].flatMap(([card, own]): [number, PartValues][] =>
    card === undefined ? [] : [[card, partValues(own, typed)]],
  );
  return {
    ...partValues(ofCard.get(undefined) ?? [], typed),
    ...(cards.length === 0 ? {} : { cards: Object.fromEntries(cards) }),
  };
}

function partValues(fields: readonly Field[], typed: Typed): FieldValues {
  const values: {
    header: Record<string, string>;
    body: Record<string, FieldValue>;
    buttons: Record<string, string>;
    offer: Record<string, string>;
  } = { header: {}, body: {}, buttons: {}, offer: {} };
  for (const field of fields) {
    const value = typed[fieldKey(field)] ?? "";
    if (textOf(value) === "") {
      continue;
    }
    if (field.part === "body") {
      values.body[field.name] = value;
    } else if (field.part === "button") {
      values.buttons[buttonKey(field)] = textOf(value);
    } else {
      values[field.part][field.name] = textOf(value);
    }
  }
  const { offer, ...parts } = values;
  return Object.keys(offer).length === 0 ? parts : values;
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

/** The text of a typed value. */
export function textOf(value: FieldValue): string {
  return typeof value === "string" ? value : value.text;
}

/**
 * What a form starts with: what somebody chose for a field once, else what is known of the customer, where a field surely
 * asks for it.
 */
export function initialValues(
  fields: readonly Field[],
  known: PlaceholderValues,
  sources: FieldSources = {},
): Record<string, FieldValue> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const source = sources[fieldKey(field)];
      const meaning = meaningOf(field);
      const value =
        source === undefined ? (meaning === null ? null : known[meaning]) : fromSource(source, known);
      return value === null || value === "" ? [] : [[fieldKey(field), value]];
    }),
  );
}

function fromSource({ kind, text }: FieldSource, known: PlaceholderValues): string | null {
  return kind === "text" ? (text ?? null) : known[kind];
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
