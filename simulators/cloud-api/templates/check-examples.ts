import type { Json, JsonObject } from "../json.ts";
import { asObject, asObjects, asText } from "../json.ts";
import type { ParameterFormat } from "./check-text.ts";
import { templateProblem } from "./template-problem.ts";

/** Refuses a text whose variables lack an example (whatsapp-platform §3.2): code 100 without a subcode. */
export function checkExamples(
  part: "header" | "body",
  component: JsonObject,
  variables: readonly string[],
  format: ParameterFormat,
): void {
  const example = asObject(component.example);
  const given = format === "NAMED" ? named(part, example) : positional(part, example, variables);
  const missing = variables.find((variable) => !given.get(variable));
  if (missing !== undefined) {
    throw missingExample(`The ${part} needs an example for {{${missing}}}.`);
  }
}

/** The error of a variable or media header without its example. */
export function missingExample(sentence: string): Error {
  return templateProblem("Missing example", sentence);
}

/** The texts of an example that may be written as one text or as a list. */
export function textsOf(value: Json | undefined): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map(asText).filter((text) => text !== null);
}

function named(part: string, example: JsonObject | null): Map<string, string> {
  const pairs = asObjects(example?.[`${part}_text_named_params`]);
  return new Map(pairs.map((pair) => [asText(pair.param_name) ?? "", asText(pair.example) ?? ""]));
}

/** Body examples are a list of lists, header examples a list; the n-th stands for {{n}}. */
function positional(
  part: string,
  example: JsonObject | null,
  variables: readonly string[],
): Map<string, string> {
  const value = example?.[`${part}_text`];
  const list = part === "body" && Array.isArray(value) ? value[0] : value;
  const texts = textsOf(list);
  return new Map(variables.map((variable) => [variable, texts[Number(variable) - 1] ?? ""]));
}
