/** Text as PostgreSQL takes it: well-formed UTF-16 without NUL. What can't be kept becomes U+FFFD; the raw body has it all. */
export function textParameter(text: string): string {
  return text.toWellFormed().replaceAll("\0", "�");
}

/** JSON as `jsonb` takes it: it refuses NUL and lone surrogates that JSON.parse accepts. */
export function jsonParameter(value: unknown): string {
  const json = JSON.stringify(value);
  return /\\u(?:0000|d[89a-f])/i.test(json) ? JSON.stringify(cleaned(value)) : json;
}

function cleaned(value: unknown): unknown {
  if (typeof value === "string") {
    return textParameter(value);
  }
  if (Array.isArray(value)) {
    return value.map(cleaned);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [textParameter(key), cleaned(item)]),
    );
  }
  return value;
}
