import type { IdentityDecision, IdentityLine, MergeVerdict, RowChange } from "#domain/identity.ts";
import { addRow, addressKey, changeRow, type Draft, indexAddress } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { recordSystemLine } from "./record-line.ts";

/** The customer and identity that a decision files with, once new ones were made. */
export type Filed = { customerId: string; identityId: string; threadId: string };

/** Writes what the identity rules decided: rows that begin and end, lines in threads, merges and suggestions. */
export function applyIdentity(
  draft: Draft,
  env: RecordEnv,
  decision: IdentityDecision,
  filed: Filed,
  at: number,
): void {
  for (const change of decision.changes) {
    applyChange(draft, env, change, filed);
  }
  for (const merge of decision.merges) {
    applyMerge(draft, env, merge, filed, at);
  }
  for (const line of decision.lines) {
    applyLine(draft, env, line, filed, at);
  }
  if (decision.confirmFirstAnswer) {
    recordSystemLine(draft, env, filed.threadId, at, {
      line: "confirm-first-answer",
      identityId: filed.identityId,
    });
  }
}

function applyChange(draft: Draft, env: RecordEnv, change: RowChange, filed: Filed): void {
  if (change.kind === "end") {
    changeRow(draft.addresses, change.rowId, { validTo: change.validTo });
    return;
  }
  const { kind, value, scope } = change.address;
  const row = {
    workspaceId: draft.workspace.workspaceId,
    id: env.newId(),
    customerId: filed.customerId,
    identityId: filed.identityId,
    kind,
    value,
    matchKey: addressKey(kind, value),
    scope,
    source: "provider",
    validFrom: change.validFrom,
    validTo: change.validTo,
  };
  addRow(draft.addresses, row.id, row);
  indexAddress(draft, row);
}

function applyLine(draft: Draft, env: RecordEnv, line: IdentityLine, filed: Filed, at: number): void {
  const threadId = line.customerId === null ? filed.threadId : draft.threadByCustomer.get(line.customerId);
  if (threadId !== undefined) {
    recordSystemLine(draft, env, threadId, at, { line: line.line, from: line.from, to: line.to });
  }
}

/** A merge by rule moves the rows of an empty card (N5, N8); a suggestion is a line in the threads of both (N5, N6). */
function applyMerge(draft: Draft, env: RecordEnv, merge: MergeVerdict, filed: Filed, at: number): void {
  const into = merge.into ?? filed.customerId;
  const [intoThread, fromThread] = [draft.threadByCustomer.get(into), draft.threadByCustomer.get(merge.from)];
  if (intoThread === undefined || fromThread === undefined) {
    return;
  }
  if (merge.kind === "suggest") {
    recordSystemLine(draft, env, intoThread, at, {
      line: "merge-suggested",
      customerId: merge.from,
      because: merge.because,
    });
    recordSystemLine(draft, env, fromThread, at, {
      line: "merge-suggested",
      customerId: into,
      because: merge.because,
    });
    return;
  }
  for (const [id, row] of draft.addresses.rows) {
    if (row.customerId === merge.from) {
      changeRow(draft.addresses, id, { customerId: into });
    }
  }
  for (const [id, row] of draft.identities.rows) {
    if (row.customerId === merge.from) {
      changeRow(draft.identities, id, { customerId: into });
    }
  }
  changeRow(draft.customers, merge.from, { mergedInto: into });
  changeRow(draft.threads, fromThread, { mergedInto: intoThread });
  recordSystemLine(draft, env, intoThread, at, {
    line: "merged",
    customerId: merge.from,
    because: merge.because,
  });
}
