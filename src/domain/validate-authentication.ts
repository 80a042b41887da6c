import { buttonsOf, type TemplateButton, type TemplateComponent } from "./template.ts";
import type { TemplateProblem } from "./template-draft.ts";
import { buttonLimits } from "./validate-buttons.ts";

/** How long a code may be said to hold, in minutes (§3.2). */
export const expirationMinutes = { least: 1, most: 90 } as const;

/**
 * What Meta would refuse in a template for one-time codes: its texts are Meta's, so there is no header, no text of ours, and
 * exactly one button that hands over the code.
 */
export function authenticationProblems(components: readonly TemplateComponent[]): TemplateProblem[] {
  return [
    ...components.flatMap(partProblems),
    ...(buttonsOf(components).length === 0 ? [{ rule: "otp-missing", part: "buttons" } as const] : []),
  ];
}

function partProblems({
  type,
  text,
  code_expiration_minutes,
  buttons,
}: TemplateComponent): TemplateProblem[] {
  switch (type) {
    case "HEADER":
      return [{ rule: "not-for-category", part: "header" }];
    case "BODY":
      return (text ?? "") === "" ? [] : [{ rule: "text-is-metas", part: "body" }];
    case "FOOTER":
      return (text ?? "") === ""
        ? minutesProblems(code_expiration_minutes)
        : [{ rule: "text-is-metas", part: "footer" }];
    case "BUTTONS":
      return (buttons ?? []).flatMap(codeButtonProblems);
    default:
      return [{ rule: "not-for-category", part: "components" }];
  }
}

function minutesProblems(minutes: number | undefined): TemplateProblem[] {
  const { least, most } = expirationMinutes;
  const fits = minutes !== undefined && Number.isInteger(minutes) && minutes >= least && minutes <= most;
  return fits ? [] : [{ rule: "minutes-range", part: "footer", limit: most }];
}

function codeButtonProblems(button: TemplateButton, index: number): TemplateProblem[] {
  const at = { part: "buttons", index } as const;
  if (button.type !== "OTP") {
    return [{ rule: "not-for-category", ...at }];
  }
  if (index > 0) {
    return [{ rule: "too-many-of-kind", ...at, limit: 1 }];
  }
  const problems: TemplateProblem[] =
    (button.text ?? "").length > buttonLimits.text
      ? [{ rule: "too-long", ...at, field: "text", limit: buttonLimits.text }]
      : [];
  switch (button.otp_type) {
    case "COPY_CODE":
      return problems;
    case "ONE_TAP":
    case "ZERO_TAP":
      return areApps(button) ? problems : [...problems, { rule: "otp-apps", ...at, field: "supported_apps" }];
    default:
      return [...problems, { rule: "otp-kind", ...at, field: "otp_type" }];
  }
}

/** One app at least, each by its package and the hash of its signature. */
function areApps({ supported_apps: apps = [] }: TemplateButton): boolean {
  return (
    apps.length > 0 &&
    apps.every(
      ({ package_name, signature_hash }) =>
        /^[a-zA-Z]\w*(\.[a-zA-Z]\w*)+$/.test(package_name) && /^[\w+/=]{11}$/.test(signature_hash),
    )
  );
}
