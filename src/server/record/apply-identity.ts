import type { IdentityDecision, IdentityLine, MergeVerdict, RowChange } from "#domain/identity.ts";
import type { Instant } from "#domain/time.ts";
import { changeRow, type Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { destinationsBefore, holdQueued } from "./hold-queued.ts";
import { mergeCustomers } from "./merge-customers.ts";
import { addAddress, addressKey } from "./people.ts";
import { type LineSource, recordSystemLine } from "./record-line.ts";
import { suggestMerge } from "./suggest-merge.ts";

/** The customer and identity that a decision files with, once new ones were made. */
export type Filed = { customerId: string; identityId: string; threadId: string };

/** Where a decision comes from: our portfolio, the time, and the webhook when its line stands for an event of its own. */
export type Occasion = { scope: string; at: Instant; source?: LineSource };

/** Writes what the identity rules decided: rows that end and begin, merges, lines in threads, messages that wait. */
export function applyIdentity(
  draft: Draft,
  env: RecordEnv,
  decision: IdentityDecision,
  { filed, occasion }: { filed: Filed; occasion: Occasion },
): void {
  const { at, scope } = occasion;
  const before = destinationsBefore(draft, decision, scope);
  for (const change of decision.changes) {
    applyChange(draft, env, change, filed);
  }
  holdQueued(draft, env, { decision, before, scope, at });
  for (const merge of decision.merges) {
    applyMerge(draft, env, merge, { into: merge.into ?? filed.customerId, at });
  }
  decision.lines.forEach((line, index) => {
    applyLine(draft, env, line, { filed, at, source: index === 0 ? occasion.source : undefined });
  });
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
  addAddress(draft, {
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
  });
}

/** A rule merges an empty card or one with the same account (N5, N8); everything else is only suggested (N5, N6, N7, N10). */
function applyMerge(
  draft: Draft,
  env: RecordEnv,
  { kind, from, because }: MergeVerdict,
  { into, at }: { into: string; at: Instant },
): void {
  switch (kind) {
    case "merge":
      return mergeCustomers(draft, env, { into, from, because, at });
    case "suggest":
      return suggestMerge(draft, env, { into, from, because, at });
    default:
      return kind satisfies never;
  }
}

function applyLine(
  draft: Draft,
  env: RecordEnv,
  { line, from, to, customerId }: IdentityLine,
  { filed, at, source }: { filed: Filed; at: Instant; source: LineSource | undefined },
): void {
  const threadId = customerId === null ? filed.threadId : draft.threadByCustomer.get(customerId);
  if (threadId !== undefined) {
    recordSystemLine(draft, env, threadId, at, { line, from, to }, source);
  }
}
