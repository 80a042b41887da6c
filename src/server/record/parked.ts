import { addRow, type Draft, keyOf, loadRow, removeRow } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { StatusFact } from "./facts.ts";
import { putInto, rowsOf } from "./people.ts";
import type { AttemptRow, ParkedRow } from "./rows.ts";

/** Puts a stored parked status into the draft. */
export function loadParkedRow(draft: Draft, row: ParkedRow): void {
  loadRow(draft.parked, row.id, row);
  indexParked(draft, row);
}

/** Statuses of unknown messages are normal (other apps on the same account): kept for a while, never an error (L6). */
export function park(draft: Draft, env: RecordEnv, fact: StatusFact): void {
  const { status, channelId } = fact;
  const waiting = rowsOf(draft.parked.rows, draft.parkedByName.get(keyOf(channelId, status.providerId)));
  if (waiting.some((row) => row.fact.report.status === status.report.status)) {
    return;
  }
  const row: ParkedRow = {
    workspaceId: fact.workspaceId,
    id: env.newId(),
    channelId,
    providerId: status.providerId,
    attemptId: readUuid(status.attemptId),
    fact: status,
    receivedAt: fact.receivedAt,
  };
  addRow(draft.parked, row.id, row);
  indexParked(draft, row);
}

/** Takes out what is parked for an attempt, under its own id or the provider's. */
export function unpark(draft: Draft, attempt: AttemptRow): ParkedRow[] {
  const names = [
    attempt.id,
    ...(attempt.providerId === null ? [] : [keyOf(attempt.channelId, attempt.providerId)]),
  ];
  const ids = new Set(names.flatMap((name) => [...(draft.parkedByName.get(name) ?? [])]));
  const rows = rowsOf(draft.parked.rows, ids).filter((row) => row.channelId === attempt.channelId);
  for (const row of rows) {
    removeRow(draft.parked, row.id);
  }
  return rows;
}

function indexParked(draft: Draft, row: ParkedRow): void {
  putInto(draft.parkedByName, keyOf(row.channelId, row.providerId), row.id);
  if (row.attemptId !== null) {
    putInto(draft.parkedByName, row.attemptId, row.id);
  }
}

function readUuid(text: string | null): string | null {
  return text !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
    ? text.toLowerCase()
    : null;
}
