import type { JsonObject } from "../json.ts";
import { asText } from "../json.ts";

/** The variables of a text in order of first appearance: `1`, `2` … or names. */
export function variablesOf(text: string): string[] {
  const names = [...text.matchAll(/\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g)].map((match) => match[1] ?? "");
  return [...new Set(names)];
}

/** Puts values in the place of the variables; one without a value stays as it is. */
export function fillVariables(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g, (whole, name: string) => values.get(name) ?? whole);
}

/** The type of a component or button, in upper case: calls write them in lower case, Meta lists them in upper. */
export function typeOf(component: JsonObject): string {
  return (asText(component.type) ?? "").toUpperCase();
}
