import type { ParameterFormat, TemplateComponent } from "./template.ts";

/** A new template, or the new text of one, before Meta has seen it. `components` are as Meta writes them. */
export type TemplateDraft = {
  readonly name: string;
  readonly language: string;
  /** marketing, utility or authentication. */
  readonly category: string;
  readonly parameterFormat: ParameterFormat;
  readonly components: readonly TemplateComponent[];
  /** How long WhatsApp tries to deliver it; null: Meta's own time. */
  readonly ttlSeconds: number | null;
};

/** A rule of Meta's that a draft can break (§3.1, §3.2, §3.5). */
export type TemplateRule =
  | "name-pattern"
  | "language-unknown"
  | "category-unknown"
  | "ttl-range"
  | "component-unknown"
  | "component-twice"
  | "body-missing"
  | "empty"
  | "too-long"
  | "braces"
  | "variable-name"
  | "variables-mixed"
  | "variables-not-sequential"
  | "variables-adjacent"
  | "variable-at-edge"
  | "only-variables"
  | "few-words"
  | "one-variable"
  | "no-variables"
  | "line-break"
  | "formatting"
  | "emoji"
  | "example-missing"
  | "format-unknown"
  | "not-for-category"
  | "text-is-metas"
  | "too-many-buttons"
  | "too-many-of-kind"
  | "quick-replies-apart"
  | "button-unknown"
  | "same-text"
  | "link"
  | "link-variable"
  | "shortened-link"
  | "phone"
  | "code-missing"
  | "flow-missing"
  | "otp-missing"
  | "otp-kind"
  | "otp-apps"
  | "minutes-range"
  | "same-wording";

/** Where in a draft something is wrong; a button by its index. */
export type TemplatePart =
  | "name"
  | "language"
  | "category"
  | "ttl"
  | "header"
  | "body"
  | "footer"
  | "buttons"
  | "components";

/** One broken rule. */
export type TemplateProblem = {
  readonly rule: TemplateRule;
  readonly part: TemplatePart;
  /** Index of the button that is meant. */
  readonly index?: number;
  /** Which of a button's fields, in Meta's word. */
  readonly field?: "text" | "url" | "phone_number" | "example" | "flow_id" | "supported_apps" | "otp_type";
  /** Variable whose example is missing or whose name is wrong. */
  readonly variable?: string;
  /** The limit that was passed. */
  readonly limit?: number;
  /** Meta does not publish this rule: it is told, but does not keep a draft from being submitted. */
  readonly isAdvice?: true;
};
