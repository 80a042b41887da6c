import type { TemplateButton } from "./template.ts";
import type { TemplateProblem } from "./template-draft.ts";

/** Limits of buttons (§3.2). */
export const buttonLimits = { all: 10, text: 25, url: 2000, phone: 20, code: 20 } as const;

/** How many of a kind one template may have; kinds that are not here, as many as there may be buttons. */
const mostOfKind: Readonly<Record<string, number>> = {
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  OTP: 1,
  FLOW: 1,
};

/** Kinds that Meta knows; those that name themselves have a label that is not ours to write. */
const ownLabel = new Set(["COPY_CODE", "REQUEST_CONTACT_INFO", "OTP"]);
const knownKinds = new Set([
  ...["QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE", "OTP", "FLOW", "CATALOG", "MPM", "SPM"],
  ...["VOICE_CALL", "CALL_PERMISSION_REQUEST", "ORDER_DETAILS", "REMINDER", "POSTBACK", "SEND_LOCATION"],
  ...["EXTENSION", "REQUEST_CONTACT_INFO"],
]);
const shorteners = new Set(["bit.ly", "tinyurl.com", "t.co", "goo.gl", "is.gd", "ow.ly", "cutt.ly", "wa.me"]);

/** What Meta would refuse in the buttons of a template that is not for authentication. */
export function buttonProblems(buttons: readonly TemplateButton[]): TemplateProblem[] {
  return [...togetherProblems(buttons), ...buttons.flatMap(eachProblems)];
}

function togetherProblems(buttons: readonly TemplateButton[]): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  if (buttons.length === 0) {
    problems.push({ rule: "empty", part: "buttons" });
  }
  if (buttons.length > buttonLimits.all) {
    problems.push({ rule: "too-many-buttons", part: "buttons", limit: buttonLimits.all });
  }
  buttons.forEach(({ type, text }, index) => {
    const limit = mostOfKind[type];
    const before = buttons.slice(0, index);
    if (limit !== undefined && before.filter((one) => one.type === type).length === limit) {
      problems.push({ rule: "too-many-of-kind", part: "buttons", index, limit });
    }
    if ((text ?? "") !== "" && before.some((one) => one.text === text)) {
      problems.push({ rule: "same-text", part: "buttons", index, field: "text", isAdvice: true });
    }
  });
  return areApart(buttons) ? [...problems, { rule: "quick-replies-apart", part: "buttons" }] : problems;
}

/** Quick replies stand together, all before or all after the others. */
function areApart(buttons: readonly TemplateButton[]): boolean {
  const kinds = buttons.map(({ type }) => type === "QUICK_REPLY");
  return kinds.filter((isReply, place) => place > 0 && isReply !== kinds[place - 1]).length > 1;
}

function eachProblems(button: TemplateButton, index: number): TemplateProblem[] {
  const at = { part: "buttons", index } as const;
  if (!knownKinds.has(button.type)) {
    return [{ rule: "button-unknown", ...at }];
  }
  const problems = ownLabel.has(button.type) ? [] : textProblems(button, index);
  switch (button.type) {
    case "URL":
      return [...problems, ...linkProblems(button, index)];
    case "PHONE_NUMBER": {
      const number = button.phone_number ?? "";
      const isNumber = /^\+?[\d\s()-]{5,}$/.test(number) && number.length <= buttonLimits.phone;
      return isNumber
        ? problems
        : [...problems, { rule: "phone", ...at, field: "phone_number", limit: buttonLimits.phone }];
    }
    case "COPY_CODE": {
      const code = exampleOf(button);
      const wrong = code === "" ? "code-missing" : code.length > buttonLimits.code ? "too-long" : null;
      return wrong === null
        ? problems
        : [...problems, { rule: wrong, ...at, field: "example", limit: buttonLimits.code }];
    }
    case "FLOW": {
      const named = [button.flow_id, button.flow_name, button.flow_json];
      return named.filter((one) => (one ?? "") !== "").length === 1
        ? problems
        : [...problems, { rule: "flow-missing", ...at, field: "flow_id" }];
    }
    case "OTP":
      return [{ rule: "not-for-category", ...at }];
    default:
      return problems;
  }
}

function textProblems({ text = "" }: TemplateButton, index: number): TemplateProblem[] {
  const at = { part: "buttons", index, field: "text" } as const;
  if (text.trim() === "") {
    return [{ rule: "empty", ...at }];
  }
  if (/\{\{|\}\}/.test(text)) {
    return [{ rule: "no-variables", ...at }];
  }
  return text.length > buttonLimits.text ? [{ rule: "too-long", ...at, limit: buttonLimits.text }] : [];
}

/** One variable at most, at the very end, with the whole address as its example. */
function linkProblems(button: TemplateButton, index: number): TemplateProblem[] {
  const url = button.url ?? "";
  const at = { part: "buttons", index, field: "url" } as const;
  const variables = url.match(/\{\{.*?\}\}/g) ?? [];
  const fixed = url.replace(/\{\{\s*\w+\s*\}\}$/, "");
  if (!/^https?:\/\/[^\s/?#.]+\.[^\s/?#]+\S*$/.test(fixed)) {
    return [{ rule: "link", ...at }];
  }
  if (url.length > buttonLimits.url) {
    return [{ rule: "too-long", ...at, limit: buttonLimits.url }];
  }
  if (/[{}]/.test(fixed)) {
    return [{ rule: "link-variable", ...at }];
  }
  const problems: TemplateProblem[] = [];
  if (variables.length > 0 && exampleOf(button) === "") {
    problems.push({ rule: "example-missing", part: "buttons", index, field: "example" });
  }
  const host = (/^https?:\/\/([^/?#:]+)/.exec(fixed)?.[1] ?? "").toLowerCase();
  return shorteners.has(host.replace(/^www\./, ""))
    ? [...problems, { rule: "shortened-link", ...at, isAdvice: true }]
    : problems;
}

function exampleOf({ example }: TemplateButton): string {
  return (typeof example === "string" ? example : (example?.[0] ?? "")).trim();
}
