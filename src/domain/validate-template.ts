import { componentOf, type TemplateComponent } from "./template.ts";
import type { TemplateDraft, TemplateProblem } from "./template-draft.ts";
import { isTemplateLanguage } from "./template-languages.ts";
import { authenticationProblems } from "./validate-authentication.ts";
import { buttonProblems } from "./validate-buttons.ts";
import { bodyProblems, footerProblems, headerProblems } from "./validate-texts.ts";

/** Categories that a template may be submitted as (§3.1). */
export const templateCategories = ["marketing", "utility", "authentication"] as const;

/** Wording of another template, to be compared with. */
export type OtherTemplate = { readonly name: string; readonly components: readonly TemplateComponent[] };

/** Everything that Meta would refuse in a draft, in the order in which a person fills it in; none: it may be submitted. */
export function validateTemplate(
  draft: TemplateDraft,
  others: readonly OtherTemplate[] = [],
): TemplateProblem[] {
  const { category, components } = draft;
  return [
    ...(/^[a-z0-9_]{1,512}$/.test(draft.name)
      ? []
      : [{ rule: "name-pattern", part: "name", limit: 512 } as const]),
    ...(isTemplateLanguage(draft.language) ? [] : [{ rule: "language-unknown", part: "language" } as const]),
    ...(isCategory(category) ? [] : [{ rule: "category-unknown", part: "category" } as const]),
    ...ttlProblems(draft),
    ...shapeProblems(components),
    ...(category === "authentication"
      ? authenticationProblems(components)
      : components.flatMap((component) => componentProblems(component, draft))),
    ...(category === "authentication" ? [] : wordingProblems(draft, others)),
  ];
}

/** Whether nothing but advice is left. */
export function maySubmit(problems: readonly TemplateProblem[]): boolean {
  return problems.every(({ isAdvice }) => isAdvice === true);
}

/** Seconds that a message may wait for its customer, by category (§3.1); −1 is 30 days where it is allowed. */
export const ttlRanges: Readonly<Record<string, { least: number; most: number; always: boolean }>> = {
  authentication: { least: 30, most: 900, always: true },
  utility: { least: 30, most: 43_200, always: true },
  marketing: { least: 43_200, most: 2_592_000, always: false },
};

function ttlProblems({ category, ttlSeconds }: TemplateDraft): TemplateProblem[] {
  const range = ttlRanges[category];
  if (ttlSeconds === null || range === undefined || (range.always && ttlSeconds === -1)) {
    return [];
  }
  const fits = Number.isInteger(ttlSeconds) && ttlSeconds >= range.least && ttlSeconds <= range.most;
  return fits ? [] : [{ rule: "ttl-range", part: "ttl", limit: range.most }];
}

const shapes = new Set(["HEADER", "BODY", "FOOTER", "BUTTONS"]);
/** Kinds that Meta knows and that are made in its own manager; they pass as they are. */
const specialShapes = new Set(["LIMITED_TIME_OFFER", "CAROUSEL", "CALL_PERMISSION_REQUEST"]);

function shapeProblems(components: readonly TemplateComponent[]): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  components.forEach(({ type }, place) => {
    if (!shapes.has(type) && !specialShapes.has(type)) {
      problems.push({ rule: "component-unknown", part: "components" });
    } else if (components.findIndex((one) => one.type === type) < place) {
      problems.push({ rule: "component-twice", part: "components" });
    }
  });
  return componentOf(components, "BODY") === undefined
    ? [...problems, { rule: "body-missing", part: "body" }]
    : problems;
}

function componentProblems(component: TemplateComponent, draft: TemplateDraft): TemplateProblem[] {
  switch (component.type) {
    case "HEADER":
      return headerProblems(component, draft);
    case "BODY":
      return bodyProblems(component, draft.parameterFormat);
    case "FOOTER":
      return footerProblems(component);
    case "BUTTONS":
      return buttonProblems(component.buttons ?? []);
    default:
      return [];
  }
}

/** The same body and footer under another name is rejected in review (§3.5). */
function wordingProblems(draft: TemplateDraft, others: readonly OtherTemplate[]): TemplateProblem[] {
  const wording = wordingOf(draft.components);
  const isTaken = others.some(
    ({ name, components }) => name !== draft.name && wordingOf(components) === wording,
  );
  return isTaken && wording !== "\n" ? [{ rule: "same-wording", part: "body", isAdvice: true }] : [];
}

function wordingOf(components: readonly TemplateComponent[]): string {
  const textOf = (type: "BODY" | "FOOTER") => componentOf(components, type)?.text?.trim() ?? "";
  return `${textOf("BODY")}\n${textOf("FOOTER")}`;
}

function isCategory(category: string): boolean {
  return templateCategories.some((one) => one === category);
}
