import type { TemplatePart, TemplateProblem } from "#domain/template-draft.ts";
import type { Words } from "../../ui/use-words.ts";

/** What is wrong at one place of the form, in words; undefined: nothing. */
export type ProblemAt = (
  part: TemplatePart,
  place?: { index?: number; field?: TemplateProblem["field"]; variable?: string },
) => string | undefined;

/** What WhatsApp said of a part when the template was handed in. */
export type Refused = { part: string | null; message: string };

/** Finds the sentences of a place: of the rules that it breaks, and WhatsApp's own about the part as a whole. */
export function problemsAt(
  problems: readonly TemplateProblem[],
  words: Words,
  refused: Refused | null = null,
): ProblemAt {
  return (part, place = {}) => {
    const here = problems.filter(
      (one) =>
        one.part === part &&
        one.index === place.index &&
        one.field === place.field &&
        one.variable === place.variable,
    );
    const isWhole = place.index === undefined && place.field === undefined && place.variable === undefined;
    const told = refused !== null && isWhole && refused.part === part ? [refused.message] : [];
    const sentences = [...here.map((one) => sentenceOf(one, words)), ...told];
    return sentences.length === 0 ? undefined : sentences.join(" ");
  };
}

function sentenceOf({ rule, limit }: TemplateProblem, words: Words): string {
  return words(`workbench.rule.${rule}`, { limit: limit ?? 0 });
}
