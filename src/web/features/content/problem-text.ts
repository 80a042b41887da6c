import type { SendDecision } from "#domain/send-rules.ts";
import { formatSize } from "../../ui/format-size.ts";
import type { Words } from "../../ui/use-words.ts";

/** Why something may not be sent, in a sentence that names what does not fit; null: it may. */
export function problemText(decision: SendDecision, words: Words, language: string): string | null {
  if (decision.kind === "allowed") {
    return null;
  }
  if (decision.reason !== "content-unfit") {
    return words(`refusal.${decision.reason}`);
  }
  const { field, problem, limit = 0 } = decision.problem;
  return words(`contentProblem.${problem}`, {
    field: words(`contentField.${field}`),
    limit: problem === "too-large" ? formatSize(limit, language) : limit,
  });
}
