import type { TemplateDraftView } from "#contract/templates.ts";
import { ApiError } from "../../api/api-error.ts";
import { useWords } from "../../ui/use-words.ts";
import type { Refused } from "./problem-text.ts";
import classes from "./TemplateEditor.module.css";

type Props = { refusal: TemplateDraftView["refusal"]; error: unknown };

const lockReasons = ["status", "category-fixed", "once-a-day", "ten-a-month", "gone"] as const;

/** Why WhatsApp did not take a draft: its own sentence with its code, or why it takes none now. */
export function RefusalNote({ refusal, error }: Props) {
  const words = useWords();
  const details = error instanceof ApiError ? error.details : {};
  const lock = lockReasons.find((one) => one === details.reason);
  if (error instanceof ApiError && error.code === "TEMPLATE_LOCKED") {
    return (
      <p className={classes.problem} role="alert">
        {words(`workbench.locked.${lock ?? "status"}`)}
      </p>
    );
  }
  const told = refusedOf(refusal, error);
  return told === null ? null : (
    <p className={classes.problem} role="alert">
      {words("workbench.editor.refused", { code: told.code, message: told.message })}
    </p>
  );
}

/** WhatsApp's answer to the last handing in, with the part of the template that it is about. */
export function refusedOf(refusal: Props["refusal"], error: unknown): (Refused & { code: string }) | null {
  const details = error instanceof ApiError && error.code === "TEMPLATE_REFUSED" ? error.details : refusal;
  if (details === null) {
    return null;
  }
  return {
    part: typeof details.part === "string" ? details.part : null,
    code: [details.code, details.subcode].filter((one) => typeof one === "string").join("/"),
    message: typeof details.message === "string" ? details.message : "",
  };
}
