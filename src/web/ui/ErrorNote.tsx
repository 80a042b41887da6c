import { Button } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import type { SendRefusal } from "#domain/send-rules.ts";
import { ApiError, codeOf } from "../api/api-error.ts";
import { hasWords } from "../text/i18n.ts";
import classes from "./ErrorNote.module.css";
import { useWords, type Words } from "./use-words.ts";

type Props = { error: unknown; title?: string; onRetry?: () => void };

/** What happened and what to do, in words of ours; with the reference for the log when the server gave one. */
export function ErrorNote({ error, title, onRetry }: Props) {
  const words = useWords();
  const reference = error instanceof ApiError ? error.details.reference : undefined;
  return (
    <div className={classes.note} role="alert">
      <IconAlertCircle size={18} aria-hidden="true" className={classes.icon} />
      <div className={classes.body}>
        {title !== undefined && <strong>{title}</strong>}
        <span>{sentenceOf(error, words)}</span>
        {typeof reference === "string" && <small>{words("error.reference", { reference })}</small>}
        {onRetry !== undefined && (
          <Button size="compact-sm" variant="default" className={classes.retry} onClick={onRetry}>
            {words("app.retry")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The reason of the send rules or the address that is wrong where the answer names one, else the sentence of its code. */
function sentenceOf(error: unknown, words: Words): string {
  const { reason, fields, what } = error instanceof ApiError ? error.details : {};
  if (what === "upload") {
    return words("composer.fileGone");
  }
  switch (firstField(fields)) {
    case "body.phone":
      return words("customer.phoneWrong");
    case "body.email":
      return words("customer.emailWrong");
    default:
  }
  return typeof reason === "string" && isRefusal(reason)
    ? words(`refusal.${reason}`)
    : words(`error.${codeOf(error)}`);
}

function firstField(fields: unknown): unknown {
  const first: unknown = Array.isArray(fields) ? fields[0] : undefined;
  return typeof first === "object" && first !== null && "field" in first ? first.field : undefined;
}

function isRefusal(reason: string): reason is SendRefusal {
  return hasWords(`refusal.${reason}`);
}
