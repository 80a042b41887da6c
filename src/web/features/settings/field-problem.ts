import { ApiError } from "../../api/api-error.ts";

/** Whether an answer names this field of the body as wrong, so that the error stands beside it. */
export function isFieldWrong(error: unknown, field: string): boolean {
  const fields = error instanceof ApiError ? error.details.fields : undefined;
  return (
    Array.isArray(fields) &&
    fields.some(
      (one: unknown) =>
        typeof one === "object" && one !== null && "field" in one && one.field === `body.${field}`,
    )
  );
}
