import { addRow, type Draft, keyOf, loadRow } from "./draft.ts";
import { putInto, rowsOf } from "./people.ts";
import type { AttemptRow } from "./rows.ts";

/** Puts a stored attempt into the draft. */
export function loadAttempt(draft: Draft, row: AttemptRow): void {
  loadRow(draft.attempts, row.id, row);
  indexAttempt(draft, row);
}

/** Adds a new attempt. */
export function addAttempt(draft: Draft, row: AttemptRow): void {
  addRow(draft.attempts, row.id, row);
  indexAttempt(draft, row);
}

/** All attempts of a message, oldest first. */
export function attemptsOf(draft: Draft, messageId: string): AttemptRow[] {
  return rowsOf(draft.attempts.rows, draft.attemptsByMessage.get(messageId)).sort(
    (a, b) => a.number - b.number,
  );
}

function indexAttempt(draft: Draft, row: AttemptRow): void {
  putInto(draft.attemptsByMessage, row.messageId, row.id);
  if (row.providerId !== null) {
    draft.attemptByProvider.set(keyOf(row.channelId, row.providerId), row.id);
  }
}
