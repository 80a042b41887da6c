/** Values of which the driver's own way makes the same text. */
type Plain = string | number | boolean | null | undefined;

/**
 * A list as PostgreSQL reads it (`{a,"b c",NULL}`). The driver builds it letter by letter and copies every value twice;
 * batches are made of such lists. Null: it holds something else than plain values, which is left to the driver.
 */
export function writeArray(values: readonly unknown[]): string | null {
  return values.every(isPlain) ? `{${values.map(writeItem).join(",")}}` : null;
}

function isPlain(value: unknown): value is Plain {
  const type = typeof value;
  return (
    type === "string" || type === "number" || type === "boolean" || value === null || value === undefined
  );
}

/** What needs no quotes: ids, numbers, times. Empty text and the word null do. */
const bare = /^(?!null$)[\w.:+-]+$/i;

/** One value of such a list, with quotes where it needs them. */
export function writeItem(value: Plain): string {
  if (value === null || value === undefined) {
    return "NULL";
  }
  const text = String(value);
  if (bare.test(text)) {
    return text;
  }
  // One letter after the other: an expression with both takes twice as long, and JSON is full of quotes.
  const escaped = text.includes("\\") ? text.replaceAll("\\", "\\\\") : text;
  return `"${escaped.replaceAll('"', '\\"')}"`;
}
