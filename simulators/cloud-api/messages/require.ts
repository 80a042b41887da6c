import { GraphError } from "../graph/graph-error.ts";
import type { Json, JsonObject } from "../json.ts";
import { asObject, lengthOf } from "../json.ts";

/** The object under a name; 131008 when it is missing, 100 when it is something else. */
export function requireObject(parent: JsonObject, name: string, path = name): JsonObject {
  const value = parent[name];
  if (value === undefined || value === null) {
    throw new GraphError(131008, `The parameter ${path} is required.`);
  }
  const found = asObject(value);
  if (!found) {
    throw new GraphError(100, `Param ${path} must be a JSON object.`);
  }
  return found;
}

/** The array under a name with at least one element. */
export function requireArray(parent: JsonObject, name: string, path = name): Json[] {
  const value = parent[name];
  if (value === undefined || value === null) {
    throw new GraphError(131008, `The parameter ${path} is required.`);
  }
  if (!Array.isArray(value)) {
    throw new GraphError(100, `Param ${path} must be an array.`);
  }
  if (value.length === 0) {
    throw new GraphError(131009, `${path} must have at least 1 element.`);
  }
  return value;
}

/** The text under a name, not empty and at most so many characters. */
export function requireText(parent: JsonObject, name: string, path: string, maximum: number): string {
  const value = parent[name];
  if (value === undefined || value === null || value === "") {
    throw new GraphError(131008, `The parameter ${path} is required.`);
  }
  return checkText(value, path, maximum);
}

/** The text under a name, or null when it is absent. */
export function optionalText(parent: JsonObject, name: string, path: string, maximum: number): string | null {
  const value = parent[name];
  return value === undefined || value === null ? null : checkText(value, path, maximum);
}

/** Refuses with 131009 unless the condition holds. */
export function requireValid(holds: boolean, details: string): void {
  if (!holds) {
    throw new GraphError(131009, details);
  }
}

/** Whether a value is a latitude or longitude, as number or text. */
export function isDegree(value: Json | undefined, maximum: number): boolean {
  const degrees = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof degrees === "number" && Math.abs(degrees) <= maximum;
}

function checkText(value: Json, path: string, maximum: number): string {
  if (typeof value !== "string") {
    throw new GraphError(100, `Param ${path} must be a string.`);
  }
  if (lengthOf(value) > maximum) {
    throw new GraphError(100, `Param ${path} must be at most ${maximum} characters long.`);
  }
  return value;
}
