import type { ParameterFormat, TemplateComponent } from "./template.ts";
import type { TemplateDraft, TemplatePart, TemplateProblem, TemplateRule } from "./template-draft.ts";
import { variableProblems, variablesIn } from "./template-variables.ts";

/** Longest texts of a template as it is submitted (§3.2). */
export const longestText = { header: 60, body: 1024, footer: 60 } as const;

/** What Meta would refuse in a header: its format for this category, its text, its example (2388047). */
export function headerProblems(header: TemplateComponent, draft: TemplateDraft): TemplateProblem[] {
  const format = header.format ?? "TEXT";
  switch (format) {
    case "TEXT":
      return headerTextProblems(header, draft.parameterFormat);
    case "IMAGE":
    case "VIDEO":
    case "DOCUMENT":
      return mediaExampleProblems(header);
    case "GIF":
      // Sent by the marketing messages API alone (§3.2).
      return draft.category === "marketing"
        ? mediaExampleProblems(header)
        : [{ rule: "not-for-category", part: "header" }];
    case "LOCATION":
      return draft.category === "authentication" ? [{ rule: "not-for-category", part: "header" }] : [];
    default:
      return [{ rule: "format-unknown", part: "header" }];
  }
}

/** What Meta would refuse in a body: length, variables, examples (2388040, 2388072, 2388293, 2388299). */
export function bodyProblems(body: TemplateComponent, parameterFormat: ParameterFormat): TemplateProblem[] {
  const text = body.text ?? "";
  const { body_text: lists, body_text_named_params: named } = body.example ?? {};
  const exampleOf = parameterFormat === "named" ? byName(named) : byPlace(lists?.[0]);
  return [
    ...lengthProblems(text, "body"),
    ...textProblems(text, { part: "body", parameterFormat, exampleOf }),
  ];
}

/** What Meta would refuse in a footer: length, and any variable (2388040, 2388073). */
export function footerProblems(footer: TemplateComponent): TemplateProblem[] {
  const text = footer.text ?? "";
  return [
    ...lengthProblems(text, "footer"),
    ...(/\{\{|\}\}/.test(text) ? [{ rule: "no-variables", part: "footer" } as const] : []),
    ...lineBreakProblems(text, "footer"),
  ];
}

function headerTextProblems(header: TemplateComponent, parameterFormat: ParameterFormat): TemplateProblem[] {
  const text = header.text ?? "";
  const { header_text: listed, header_text_named_params: named } = header.example ?? {};
  const exampleOf = parameterFormat === "named" ? byName(named) : byPlace(listed);
  return [
    ...lengthProblems(text, "header"),
    ...(variablesIn(text).length > 1 ? [{ rule: "one-variable", part: "header", limit: 1 } as const] : []),
    ...textProblems(text, { part: "header", parameterFormat, exampleOf }),
    ...lineBreakProblems(text, "header"),
    ...(/(?<!\w)([*_~`])\S(?:.*\S)?\1(?!\w)/.test(text.replace(/\{\{.*?\}\}/g, "x"))
      ? [{ rule: "formatting", part: "header" } as const]
      : []),
    ...(/\p{Extended_Pictographic}/u.test(text)
      ? [{ rule: "emoji", part: "header", isAdvice: true } as const]
      : []),
  ];
}

/** The example is a handle of the resumable upload; the address that Meta's list shows of it is none. */
function mediaExampleProblems({ example }: TemplateComponent): TemplateProblem[] {
  const handle = example?.header_handle?.[0] ?? "";
  return handle === "" || /^https?:/.test(handle) ? [{ rule: "example-missing", part: "header" }] : [];
}

function lengthProblems(text: string, part: keyof typeof longestText): TemplateProblem[] {
  if (text.trim() === "") {
    return [{ rule: "empty", part }];
  }
  const limit = longestText[part];
  return text.length > limit ? [{ rule: "too-long", part, limit }] : [];
}

function lineBreakProblems(text: string, part: TemplatePart): TemplateProblem[] {
  return /[\r\n]/.test(text) ? [{ rule: "line-break", part }] : [];
}

/** Examples are asked for once the variables themselves are right. */
function textProblems(
  text: string,
  {
    part,
    parameterFormat,
    exampleOf,
  }: {
    part: "header" | "body";
    parameterFormat: ParameterFormat;
    exampleOf: (name: string) => string | undefined;
  },
): TemplateProblem[] {
  const problems = variableProblems(text, { part, parameterFormat });
  if (problems.some(({ rule }) => aboutNames.has(rule))) {
    return problems;
  }
  const missing = variablesIn(text).filter((name) => (exampleOf(name) ?? "").trim() === "");
  return [...problems, ...missing.map((variable) => ({ rule: "example-missing", part, variable }) as const)];
}

const aboutNames = new Set<TemplateRule>([
  "braces",
  "variable-name",
  "variables-mixed",
  "variables-not-sequential",
]);

function byPlace(listed: readonly string[] | undefined): (name: string) => string | undefined {
  return (name) => listed?.[Number(name) - 1];
}

function byName(
  named: readonly { param_name: string; example: string }[] | undefined,
): (name: string) => string | undefined {
  return (name) => named?.find(({ param_name }) => param_name === name)?.example;
}
