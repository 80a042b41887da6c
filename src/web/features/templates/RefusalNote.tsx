import type { TemplateDraftView } from "#contract/templates.ts";
import { ApiError } from "../../api/api-error.ts";
import { useWords } from "../../ui/use-words.ts";
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
  const told = error instanceof ApiError && error.code === "TEMPLATE_REFUSED" ? details : refusal;
  if (told === null) {
    return null;
  }
  const code = [told.code, told.subcode].filter((one) => typeof one === "string").join("/");
  const message = typeof told.message === "string" ? told.message : "";
  return (
    <p className={classes.problem} role="alert">
      {words("workbench.editor.refused", { code, message })}
    </p>
  );
}
