import { AppError } from "./errors.ts";

/** Nothing of the API is nested deeper; without a limit a hostile body would exhaust the stack. */
const mostDepth = 16;

/** Text as PostgreSQL can keep it: without NUL and without halves of surrogate pairs. */
export function wellFormed(text: string): string {
  return text.toWellFormed().replaceAll("\0", "");
}

/** The same for every string inside a parsed JSON value, keys too. */
export function wellFormedJson(value: unknown, depth = 0): unknown {
  if (depth > mostDepth) {
    throw new AppError("INVALID_REQUEST", { fields: [{ field: "body", problem: "nested too deeply" }] });
  }
  if (typeof value === "string") {
    return wellFormed(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => wellFormedJson(item, depth + 1));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [wellFormed(key), wellFormedJson(item, depth + 1)]),
    );
  }
  return value;
}
