import type { Instant } from "#domain/time.ts";
import { addRow, type Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { recordSystemLine } from "./record-line.ts";

/** Says in both threads that two cards may be one person: once for each pair, whatever suggests it again (N5–N7, N10). */
export function suggestMerge(
  draft: Draft,
  env: RecordEnv,
  { into, from, because, at }: { into: string; from: string; because: string; at: Instant },
): void {
  const [customerId, otherId] = into < from ? [into, from] : [from, into];
  const key = suggestionKey(customerId, otherId);
  const [intoThread, fromThread] = [draft.threadByCustomer.get(into), draft.threadByCustomer.get(from)];
  const isKnown = draft.suggestions.rows.has(key);
  if (isKnown || intoThread === undefined || fromThread === undefined || intoThread === fromThread) {
    return;
  }
  const { workspaceId } = draft.workspace;
  addRow(draft.suggestions, key, { workspaceId, customerId, otherId, because, suggestedAt: env.now });
  const line = "merge-suggested";
  recordSystemLine(draft, env, intoThread, at, { line, customerId: from, because });
  recordSystemLine(draft, env, fromThread, at, { line, customerId: into, because });
}

/** Key of a pair of customers, the lower id first. */
export function suggestionKey(customerId: string, otherId: string): string {
  return `${customerId} ${otherId}`;
}
