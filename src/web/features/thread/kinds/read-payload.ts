/** An object inside a message's payload, which comes from outside: nothing in it is sure to be there. */
export type PayloadNode = Readonly<Record<string, unknown>>;

/** The object under a key; null when it is anything else. */
export function nodeAt(payload: unknown, key: string): PayloadNode | null {
  const value = valueAt(payload, key);
  return isNode(value) ? value : null;
}

/** The objects of the list under a key. */
export function nodesAt(payload: unknown, key: string): PayloadNode[] {
  const value = valueAt(payload, key);
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The text under a key; null when it is missing, empty or of another type. */
export function textAt(payload: unknown, key: string): string | null {
  const value = valueAt(payload, key);
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

/** The number under a key, also when it is written as a text; null when it is anything else. */
export function numberAt(payload: unknown, key: string): number | null {
  const value = valueAt(payload, key);
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** Whether the value under a key is `true`. */
export function isTrueAt(payload: unknown, key: string): boolean {
  return valueAt(payload, key) === true;
}

/** An address of the web that may be opened by a click; null for anything that is no http(s) address. */
export function webAddressAt(payload: unknown, key: string): string | null {
  const text = textAt(payload, key);
  return text !== null && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : null;
}

function valueAt(payload: unknown, key: string): unknown {
  return isNode(payload) && Object.hasOwn(payload, key) ? payload[key] : null;
}

function isNode(value: unknown): value is PayloadNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
