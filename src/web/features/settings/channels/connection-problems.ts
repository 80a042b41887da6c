import { ApiError } from "../../../api/api-error.ts";
import { hasWords } from "../../../text/i18n.ts";
import type { AllWords } from "../../../text/words.ts";
import type { Words } from "../../../ui/use-words.ts";

/** What the provider has against connection data, in its code. */
export type Problem = { code: string; detail: string };

type Code = keyof AllWords["settings"]["problem"];

/** The problems that an answer names; none when it failed for another reason. */
export function problemsOf(error: unknown): Problem[] {
  const problems = error instanceof ApiError ? error.details.problems : undefined;
  return Array.isArray(problems) ? problems.filter(isProblem) : [];
}

/** What is wrong and what to do, in words of ours. */
export function problemText({ code }: Problem, words: Words): string {
  return isKnown(code) ? words(`settings.problem.${code}`) : words("settings.problem.other");
}

/** The field that a problem is about; null: none of them alone. */
export function fieldOf({ code }: Problem): string | null {
  return fields[code] ?? null;
}

const fields: Readonly<Record<string, string>> = {
  "token-refused": "accessToken",
  "permission-missing": "accessToken",
  "number-not-found": "phoneNumberId",
  "number-not-connected": "phoneNumberId",
  "account-not-found": "wabaId",
  "imap-login": "password",
  "smtp-login": "smtpPassword",
  "imap-unknown-host": "imapHost",
  "imap-refused": "imapHost",
  "imap-timeout": "imapHost",
  "imap-encryption": "imapHost",
  "smtp-unknown-host": "smtpHost",
  "smtp-refused": "smtpHost",
  "smtp-timeout": "smtpHost",
  "smtp-encryption": "smtpHost",
};

function isKnown(code: string): code is Code {
  return hasWords(`settings.problem.${code}`);
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    typeof value.code === "string" &&
    "detail" in value &&
    typeof value.detail === "string"
  );
}
