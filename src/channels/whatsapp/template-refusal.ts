import type { TemplateRefusal } from "#channels/channel.ts";
import type { TemplatePart, TemplateRule } from "#domain/template-draft.ts";
import type { GraphError } from "./graph-error.ts";

type Place = { part: TemplatePart | null; rule: TemplateRule | null };

/** Meta's subcodes of code 100 (§3.5): which part of the template is meant, and which of its rules. */
const places: ReadonlyMap<string, Place> = new Map<string, Place>([
  ["2388019", { part: null, rule: null }],
  ["2388023", { part: "name", rule: null }],
  ["2388024", { part: "name", rule: null }],
  ["2388040", { part: null, rule: "too-long" }],
  ["2388047", { part: "header", rule: null }],
  ["2388072", { part: "body", rule: null }],
  ["2388073", { part: "footer", rule: null }],
  ["2388293", { part: "body", rule: "few-words" }],
  ["2388299", { part: "body", rule: "variable-at-edge" }],
]);

/** Meta's own words for the parts, for those subcodes that any part may have. */
const words: readonly (readonly [RegExp, TemplatePart])[] = [
  [/\bheaders?\b|\bencabezado/i, "header"],
  [/\bfooters?\b|\bpie\b/i, "footer"],
  [/\bbuttons?\b|\bbot[oó]n/i, "buttons"],
  [/\bbody\b|\bcuerpo\b/i, "body"],
  [/\blanguage\b|\bidioma\b/i, "language"],
  [/\bcategory\b|\bcategor[ií]a\b/i, "category"],
  [/\bname\b|\bnombre\b/i, "name"],
];

/** What Meta has against a template, put to the part that a person can change. */
export function readTemplateRefusal(error: GraphError): TemplateRefusal {
  const { failure, subcode, userTitle, userMessage } = error;
  const place = places.get(subcode ?? "") ?? { part: null, rule: null };
  const isAnyPart = subcode === "2388299" || place.part === null;
  const told = `${userTitle ?? ""} ${userMessage ?? ""} ${failure.detail ?? ""}`;
  const named = isAnyPart ? words.find(([pattern]) => pattern.test(told))?.[1] : undefined;
  return {
    failure,
    part: subcode === "2388019" ? null : (named ?? place.part),
    rule: place.rule,
    subcode,
    title: userTitle,
    message: userMessage ?? failure.detail,
  };
}
