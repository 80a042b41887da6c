/** Text as PostgreSQL can keep it: without NUL and without halves of surrogate pairs. */
export function wellFormed(text: string): string {
  return text.toWellFormed().replaceAll("\0", "");
}

/** The same for every string inside a parsed JSON value, keys too. */
export function wellFormedJson(value: unknown): unknown {
  if (typeof value === "string") {
    return wellFormed(value);
  }
  if (Array.isArray(value)) {
    return value.map(wellFormedJson);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [wellFormed(key), wellFormedJson(item)]),
    );
  }
  return value;
}
