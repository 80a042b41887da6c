import { type ParameterFormat, variablePattern } from "./template.ts";
import type { TemplatePart, TemplateProblem } from "./template-draft.ts";

/** The names of the variables in a text, each once, in the order in which they stand. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(variablePattern)].map(([, name = ""]) => name))];
}

/** How many words a text with so many variables has at least. The ratio is not published: a rule of thumb (§3.5). */
export function fewestWords(variables: number): number {
  return variables === 0 ? 0 : 2 * variables + 1;
}

/** What is wrong with the variables of a text: braces, names, numbering, and where they stand (2388072, 2388299, 2388293). */
export function variableProblems(
  text: string,
  { part, parameterFormat }: { part: TemplatePart; parameterFormat: ParameterFormat },
): TemplateProblem[] {
  const names = variablesIn(text);
  const spelling = spellingProblem(text);
  if (spelling !== null) {
    return [{ rule: spelling, part }];
  }
  if (names.length === 0) {
    return [];
  }
  return [...nameProblems(names, part, parameterFormat), ...placeProblems(text, names.length, part)];
}

/** Where a variable stood while its surroundings are looked at. */
const mark = "\uE000";

function spellingProblem(text: string): "variable-name" | "braces" | null {
  const rest = text.replace(variablePattern, "");
  if (/\{\{[^{}]*\}\}/.test(rest)) {
    return "variable-name";
  }
  return /\{\{|\}\}|\{\s*\w*\s*\}/.test(rest) ? "braces" : null;
}

function nameProblems(
  names: readonly string[],
  part: TemplatePart,
  parameterFormat: ParameterFormat,
): TemplateProblem[] {
  const numbers = names.filter((name) => /^\d+$/.test(name));
  if (numbers.length !== (parameterFormat === "positional" ? names.length : 0)) {
    return [{ rule: "variables-mixed", part }];
  }
  if (parameterFormat === "named") {
    return names
      .filter((name) => !/^[a-z_][a-z0-9_]*$/.test(name))
      .map((variable) => ({ rule: "variable-name", part, variable }));
  }
  const inOrder = numbers.map(Number).sort((a, b) => a - b);
  return inOrder.every((number, place) => number === place + 1)
    ? []
    : [{ rule: "variables-not-sequential", part }];
}

function placeProblems(text: string, count: number, part: TemplatePart): TemplateProblem[] {
  const marked = text.replace(variablePattern, mark);
  const words = marked.match(/[\p{L}\p{N}]+(?:[\p{M}'’-][\p{L}\p{N}]+)*/gu) ?? [];
  if (words.length === 0) {
    return [{ rule: "only-variables", part }];
  }
  const problems: TemplateProblem[] = [];
  if (new RegExp(`${mark}\\s*${mark}`).test(marked)) {
    problems.push({ rule: "variables-adjacent", part });
  }
  // Punctuation and marks of formatting around it do not count: "…total {{2}}." ends with a variable.
  if (/^[\s\p{P}~`]*\uE000|\uE000[\s\p{P}~`]*$/u.test(marked)) {
    problems.push({ rule: "variable-at-edge", part });
  }
  if (part === "body" && words.length < fewestWords(count)) {
    problems.push({ rule: "few-words", part, limit: fewestWords(count), isAdvice: true });
  }
  return problems;
}
