import type { TemplateButton, TemplateComponent } from "./template.ts";
import type { TemplateDraft, TemplateProblem } from "./template-draft.ts";
import { validateTemplate } from "./validate-template.ts";

/** A text that every rule of Meta's lets pass. */
export const goodBody: TemplateComponent = {
  type: "BODY",
  text: "Hola {{1}}, tu habitación del hotel está lista desde ahora mismo.",
  example: { body_text: [["Ana"]] },
};

/** A draft that may be submitted, with these parts changed. */
export function draftOf(parts: Partial<TemplateDraft> = {}): TemplateDraft {
  return {
    name: "habitacion_lista",
    language: "es_ES",
    category: "utility",
    parameterFormat: "positional",
    components: [goodBody],
    ttlSeconds: null,
    ...parts,
  };
}

/** The good draft with these components before and after its body. */
export function withParts(...components: TemplateComponent[]): TemplateDraft {
  const isHeader = ({ type }: TemplateComponent) => type === "HEADER";
  return draftOf({
    components: [...components.filter(isHeader), goodBody, ...components.filter((one) => !isHeader(one))],
  });
}

/** The good draft with these buttons. */
export function withButtons(...buttons: TemplateButton[]): TemplateDraft {
  return withParts({ type: "BUTTONS", buttons });
}

/** The good draft with another text, every variable of which has an example. */
export function withBody(text: string, parameterFormat: TemplateDraft["parameterFormat"] = "positional") {
  const names = [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name = ""]) => name);
  const example =
    parameterFormat === "positional"
      ? { body_text: [Array.from({ length: 20 }, () => "x")] }
      : { body_text_named_params: names.map((param_name) => ({ param_name, example: "x" })) };
  return draftOf({ parameterFormat, components: [{ type: "BODY", text, example }] });
}

/** A problem as the tables name it: "buttons 0 url: link"; advice ends with "?". */
export function told({ rule, part, index, field, variable, isAdvice }: TemplateProblem): string {
  const place = [part, index, field, variable].filter((one) => one !== undefined).join(" ");
  return `${place}: ${rule}${isAdvice === true ? "?" : ""}`;
}

/** All problems of a draft as the tables name them. */
export function problemsOf(draft: TemplateDraft): string[] {
  return validateTemplate(draft).map(told);
}
