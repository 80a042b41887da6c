import { lengthOf } from "../json.ts";
import { variablesOf } from "../messages/template-variables.ts";
import type { TextPart } from "./template-problem.ts";
import { templateProblem, templateSubcodes } from "./template-problem.ts";

export type ParameterFormat = "POSITIONAL" | "NAMED";

const limits: Readonly<Record<TextPart, number>> = {
  header: 60,
  body: 1_024,
  footer: 60,
  button: 25,
  card: 160,
};
const anyVariable = /\{\{[^{}]*\}\}/g;
const goodVariable: Readonly<Record<ParameterFormat, RegExp>> = {
  POSITIONAL: /^\{\{[1-9]\d*\}\}$/,
  NAMED: /^\{\{[a-z][a-z0-9_]*\}\}$/,
};

/**
 * Checks a text of a template with its variables: length, braces, names, order, place and share of variables
 * (whatsapp-platform §3.2, §3.5). Answers the variables.
 */
export function checkText(part: "header" | "body" | "card", text: string, format: ParameterFormat): string[] {
  checkLength(part, text);
  const subcode = part === "header" ? templateSubcodes.header : templateSubcodes.body;
  const refuse = (sentence: string) => templateProblem(`The ${part} has a wrong format`, sentence, subcode);
  const bare = text.replace(anyVariable, " ");
  if (/[{}]/.test(bare)) {
    throw refuse("Variables are written with two braces on each side, such as {{1}}.");
  }
  const written = text.match(anyVariable) ?? [];
  if (!written.every((variable) => goodVariable[format].test(variable))) {
    throw refuse(
      format === "NAMED"
        ? "Named variables have lower-case letters, digits and underscores only."
        : "Positional variables are numbers, such as {{1}}.",
    );
  }
  if (part === "header" && (/[\n\r*_~`]/.test(bare) || /\p{Extended_Pictographic}/u.test(bare))) {
    throw refuse("A header has no line breaks, no formatting and no emoji.");
  }
  const variables = variablesOf(text);
  if (part === "header" && variables.length > 1) {
    throw refuse("A header has at most one variable.");
  }
  if (variables.length > 0) {
    checkPlaces(part, text, refuse);
    checkOrder(variables, format, refuse);
  }
  const words = bare.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (part === "body" && variables.length > 0 && words < 2 * variables.length + 1) {
    throw templateProblem(
      "Too many variables",
      "The body has too many variables for its number of words.",
      templateSubcodes.tooManyVariables,
    );
  }
  return variables;
}

/** Refuses a text that is too long for its place. */
export function checkLength(part: TextPart, text: string, maximum = limits[part]): void {
  if (lengthOf(text) > maximum) {
    throw templateProblem(
      "Text too long",
      `The text of the ${part} is longer than ${maximum} characters.`,
      templateSubcodes.tooLong,
    );
  }
}

function checkPlaces(part: string, text: string, refuse: (sentence: string) => Error): void {
  if (!/[\p{L}\p{N}]/u.test(text.replace(anyVariable, "")) && part !== "header") {
    throw refuse("The text can't consist of variables only.");
  }
  if (/\}\}\s*\{\{/.test(text)) {
    throw refuse("Two variables can't stand side by side.");
  }
  // Punctuation does not count as text: "… total {{2}}." ends with a variable too.
  if (/^[\s\p{P}]*?\{\{/u.test(text) || /\}\}[\s\p{P}]*$/u.test(text)) {
    throw templateProblem(
      "Variable at the edge",
      `The ${part} can't begin or end with a variable.`,
      templateSubcodes.variableAtEdge,
    );
  }
}

function checkOrder(
  variables: readonly string[],
  format: ParameterFormat,
  refuse: (sentence: string) => Error,
): void {
  const missing = variables
    .map((_name, index) => String(index + 1))
    .find((name) => !variables.includes(name));
  if (format === "POSITIONAL" && missing !== undefined) {
    throw refuse(`Variables are numbered without gaps: {{${missing}}} is missing.`);
  }
}
