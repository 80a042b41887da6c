import type { TemplatePart, TemplateProblem } from "#domain/template-draft.ts";
import type { Words } from "../../ui/use-words.ts";

/** What is wrong at one place of the form, in words; undefined: nothing. */
export type ProblemAt = (
  part: TemplatePart,
  place?: { index?: number; field?: TemplateProblem["field"]; variable?: string },
) => string | undefined;

/** Finds the sentence of a place; one of a whole part is shown where no closer place is named. */
export function problemsAt(problems: readonly TemplateProblem[], words: Words): ProblemAt {
  return (part, place = {}) => {
    const here = problems.filter(
      (one) =>
        one.part === part &&
        one.index === place.index &&
        one.field === place.field &&
        one.variable === place.variable,
    );
    return here.length === 0 ? undefined : here.map((one) => sentenceOf(one, words)).join(" ");
  };
}

function sentenceOf({ rule, limit }: TemplateProblem, words: Words): string {
  return words(`workbench.rule.${rule}`, { limit: limit ?? 0 });
}
