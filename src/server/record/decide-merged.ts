import type { Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { MergedFact } from "./facts.ts";
import { mergeCustomers } from "./merge-customers.ts";

/** A person says that two cards are one; what was merged meanwhile stays as it is. */
export function decideMerged(draft: Draft, env: RecordEnv, fact: MergedFact): void {
  const into = draft.threads.rows.get(fact.threadId);
  const from = draft.threads.rows.get(fact.fromThreadId);
  if (into === undefined || from === undefined || into.mergedInto !== null || from.mergedInto !== null) {
    return;
  }
  mergeCustomers(draft, env, {
    into: into.customerId,
    from: from.customerId,
    because: "person",
    by: fact.authorId,
    at: fact.at,
  });
}
