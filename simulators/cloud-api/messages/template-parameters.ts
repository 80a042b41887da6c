import { GraphError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { asObject, asObjects, asText, lengthOf } from "../json.ts";
import { variablesOf } from "./template-variables.ts";

const textLimit = 32_768;

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
    throw wrongCount(part, parameters.length, expected.length);
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

/** Refuses parameters for a part of the template that takes none. */
export function checkNoParameters(part: string, parameters: readonly JsonObject[]): void {
  if (parameters.length > 0) {
    throw wrongCount(part, parameters.length, 0);
  }
}

/** Refuses what a parameter's text may not have (§3.5). */
export function checkParameterText(part: string, text: string): void {
  if (/[\n\t\r]| {5,}/.test(text)) {
    throw new GraphError(
      132018,
      `${part}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`,
    );
  }
  if (lengthOf(text) > textLimit) {
    throw new GraphError(100, `${part}: Param text must be at most ${textLimit} characters long.`);
  }
}

function wrongCount(part: string, given: number, expected: number): GraphError {
  return new GraphError(
    132000,
    `${part}: number of localizable_params (${given}) does not match the expected number of params (${expected})`,
  );
}

/** Text, or the words that stand for an amount of money or a date. */
function readTextValue(part: string, parameter: JsonObject): string {
  const type = asText(parameter.type) ?? "";
  if (!["text", "currency", "date_time"].includes(type)) {
    throw new GraphError(132012, `${part}: Format mismatch, expected TEXT, received ${type.toUpperCase()}`);
  }
  const node = asObject(parameter[type]);
  const value = type === "text" ? asText(parameter.text) : asText(node?.fallback_value);
  if (value === null || value === "") {
    throw new GraphError(131008, `${part}: Parameter of type ${type} is missing text value`);
  }
  const isMoney = /^[A-Z]{3}$/.test(asText(node?.code) ?? "") && Number.isInteger(node?.amount_1000);
  if (type === "currency" && !isMoney) {
    throw new GraphError(
      132012,
      `${part}: currency needs a code of three letters and an integer amount_1000`,
    );
  }
  checkParameterText(part, value);
  return value;
}
