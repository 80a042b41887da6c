import { GraphError } from "../graph/graph-error.ts";

export type TextPart = "header" | "body" | "footer" | "button" | "card";

/** Subcodes of code 100 that reject a template at creation (whatsapp-platform §3.5). */
export const templateSubcodes = {
  tooLong: 2388040,
  header: 2388047,
  body: 2388072,
  footer: 2388073,
  tooManyVariables: 2388293,
  variableAtEdge: 2388299,
  tooManyTemplates: 2388019,
  nameInUse: 2388023,
  duplicate: 2388024,
} as const;

/** The error of a template that can't be taken: code 100 with a sentence for people (§5.1). */
export function templateProblem(title: string, sentence: string, subcode: number | null = null): GraphError {
  const error = new GraphError(100, null, subcode);
  error.message = "Invalid parameter";
  error.userTitle = title;
  error.userMessage = sentence;
  return error;
}

/** The error of a parameter that is missing or no known value: code 100 without a subcode. */
export function badParameter(sentence: string): GraphError {
  const error = templateProblem("Invalid parameter", sentence);
  error.message = `(#100) ${sentence}`;
  return error;
}
