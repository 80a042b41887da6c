import { GraphError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { asObject, asObjects, asText } from "../json.ts";
import { variablesOf } from "./template-variables.ts";

/** The text that each variable of a component gets from the call; Meta's errors when they do not fit. */
export function readTextParameters(input: {
  part: "header" | "body";
  text: string;
  parameters: JsonObject[];
  format: "POSITIONAL" | "NAMED";
}): Map<string, string> {
  const { part, parameters, format } = input;
  const expected = variablesOf(input.text);
  if (parameters.length !== expected.length) {
    throw new GraphError(
      132000,
      `${part}: number of localizable_params (${parameters.length}) does not match the expected number of params (${expected.length})`,
    );
  }
  const values = new Map<string, string>();
  parameters.forEach((parameter, index) => {
    const name = format === "NAMED" ? asText(parameter.parameter_name) : String(index + 1);
    if (name === null || !expected.includes(name) || values.has(name)) {
      throw new GraphError(
        132012,
        `${part}: parameter_name ${name ?? "is missing and"} does not fit the template`,
      );
    }
    values.set(name, readTextValue(part, parameter));
  });
  return values;
}

/** The objects under `parameters` of a component of the call. */
export function parametersOf(component: JsonObject | undefined): JsonObject[] {
  return asObjects(component?.parameters);
}

function readTextValue(part: string, parameter: JsonObject): string {
  const type = asText(parameter.type) ?? "";
  const fallback = asText(asObject(parameter[type])?.fallback_value);
  const value = type === "text" ? asText(parameter.text) : fallback;
  if (!["text", "currency", "date_time"].includes(type)) {
    throw new GraphError(132012, `${part}: Format mismatch, expected TEXT, received ${type.toUpperCase()}`);
  }
  if (value === null || value === "") {
    throw new GraphError(131008, `${part}: Parameter of type ${type} is missing text value`);
  }
  if (/[\n\t\r]| {5,}/.test(value)) {
    throw new GraphError(
      132018,
      `${part}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`,
    );
  }
  return value;
}
