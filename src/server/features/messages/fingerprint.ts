import { createHash } from "node:crypto";

/** A hash of what was asked, whatever the order of its keys: tells a repeated request from another with the same id. */
export function fingerprintOf(request: unknown): string {
  return createHash("sha256").update(canonical(request)).digest("base64url");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
