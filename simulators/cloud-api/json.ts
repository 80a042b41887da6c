/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
/** A JSON object; an absent member reads as undefined. */
export type JsonObject = { [key: string]: Json | undefined };

/** Reads JSON text, or null when it is not an object. The only cast of the simulator: JSON.parse gives JSON. */
export function parseObject(text: string): JsonObject | null {
  try {
    const value = JSON.parse(text) as Json;
    return asObject(value);
  } catch {
    return null;
  }
}

/** The value if it is an object, else null. */
export function asObject(value: Json | undefined): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
}

/** The objects of an array; an empty list when it is no array. */
export function asObjects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.map(asObject).filter((item) => item !== null) : [];
}

/** The value if it is text, else null. */
export function asText(value: Json | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** Length in characters as a person counts them (code points), which is how Meta's limits are meant. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
