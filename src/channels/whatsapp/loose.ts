import type { Json } from "#channels/channel.ts";
import type { Instant } from "#domain/time.ts";

/** An object of a payload; own keys only, so `__proto__` in a body is a key like any other. */
export type Node = Readonly<Record<string, unknown>>;

const deepestNesting = 16;
const longestId = 512;
const firstSecond = Date.UTC(2009, 0, 1) / 1_000;
const lastSecond = Date.UTC(2100, 0, 1) / 1_000;

/** Reads one field of a payload; nothing that a provider writes there makes it fail. */
type Read<Value> = (value: unknown) => Value;

type ReadFields<Fields> = { [Key in keyof Fields]: Fields[Key] extends Read<infer Value> ? Value : never };

/**
 * An object of which only these fields matter. Every webhook is read with a dozen of such shapes: a schema library would
 * make a hundred short-lived objects of each body, this makes one for each shape.
 */
export function looseObject<Fields extends Readonly<Record<string, Read<unknown>>>>(
  fields: Fields,
): { parse(value: unknown): ReadFields<Fields> } {
  const entries = Object.entries(fields);
  return {
    parse(value) {
      if (!isNode(value)) {
        throw new TypeError("Not an object");
      }
      const read: Record<string, unknown> = {};
      for (const [key, readField] of entries) {
        read[key] = readField(value[key]);
      }
      return read as ReadFields<Fields>;
    },
  };
}

/** Text that PostgreSQL can store: no NUL, no lone surrogates. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\uFFFD");
}

/** A text; null when it is missing, empty or of another type. */
export function looseText(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? cleanText(value) : null;
}

/** An id, whether written as a string or a number; "" is absent, an absurdly long one too. */
export function looseId(value: unknown): string | null {
  const id = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  return typeof id === "string" && id !== "" && id.length <= longestId ? cleanText(id) : null;
}

/** Unix seconds, as a string in messages and statuses and as a number elsewhere; null when missing or absurd. */
export function looseTime(value: unknown): Instant | null {
  const seconds = typeof value === "string" && /^\d{1,12}(\.\d{1,6})?$/.test(value) ? Number(value) : value;
  return typeof seconds === "number" && seconds >= firstSecond && seconds < lastSecond
    ? Math.trunc(seconds * 1_000)
    : null;
}

/** A true or false; null when it is anything else. */
export function looseFlag(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

/** A number, also when written as a string; null when it is anything else. */
export function looseNumber(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** A list of whatever; empty when it is no list. */
export function looseList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** An object; null when it is anything else. */
export function looseNode(value: unknown): Node | null {
  return isNode(value) ? value : null;
}

/** Whether a value of a payload is an object with keys. */
export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a list; anything else in it is passed over. */
export function nodesOf(list: unknown): readonly Node[] {
  return Array.isArray(list) ? list.filter(isNode) : [];
}

/** The objects of the list under a key; empty when there is none. */
export function listOf(node: Node, key: string): readonly Node[] {
  return Object.hasOwn(node, key) ? nodesOf(node[key]) : [];
}

/** A copy that is safe to store: clean texts, bounded depth, no key that could touch a prototype. */
export function jsonOf(value: unknown, depth = 0): Json {
  if (typeof value === "string") {
    return cleanText(value);
  }
  if (typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  if (typeof value !== "object" || value === null || depth >= deepestNesting) {
    return null;
  }
  if (Array.isArray(value)) {
    return value.map((item) => jsonOf(item, depth + 1));
  }
  const copy: { [key: string]: Json } = {};
  for (const [key, item] of Object.entries(value)) {
    if (key !== "__proto__") {
      copy[cleanText(key)] = jsonOf(item, depth + 1);
    }
  }
  return copy;
}

/** Leaves out what is null, so that a stored payload holds only what the provider said. */
export function compact(payload: Readonly<Record<string, Json>>): { [key: string]: Json } | null {
  const said = Object.entries(payload).filter(([, value]) => value !== null);
  return said.length === 0 ? null : Object.fromEntries(said);
}
