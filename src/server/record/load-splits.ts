import type { Transaction } from "../db/connect.ts";
import { type Draft, loadRow } from "./draft.ts";
import type { Fact, SeparatedFact, UnmergedFact } from "./facts.ts";
import { loadMessages } from "./load.queries.ts";
import { loadHalves, loadMerge, loadTakenIn } from "./load-splits.queries.ts";
import type { Half, Part, SplitPlan } from "./merges.ts";
import { identitiesOf } from "./people.ts";

/** Loads what a thread is without the part that goes out of it, and what that part is. */
export async function loadSplits(db: Transaction, draft: Draft, facts: readonly Fact[]): Promise<void> {
  for (const fact of facts) {
    if (fact.type === "unmerged" || fact.type === "separated") {
      const plan = await planSplit(db, draft, fact);
      draft.splitPlans.set(fact.threadId, plan);
    }
  }
}

async function planSplit(
  db: Transaction,
  draft: Draft,
  fact: UnmergedFact | SeparatedFact,
): Promise<SplitPlan> {
  const { workspaceId } = draft.workspace;
  const { threadId } = fact;
  const { merge, ...part } = await partOf(db, draft, fact);
  const { waitingSince = null, unread = 0 } = draft.threads.rows.get(threadId) ?? {};
  const halves = await loadHalves(db, workspaceId, {
    ...part,
    threadId,
    waitingSince,
    unread,
    isUndo: fact.type === "unmerged",
  });
  const half = (goes: boolean): Half => halves.find((one) => one.goes === goes) ?? emptyHalf;
  const plan: SplitPlan = { ...part, merge, goes: half(true), stays: half(false) };
  const shown = [plan.goes, plan.stays].flatMap(({ shownId, automaticId }) => [shownId, automaticId]);
  const ids = shown.filter((id) => id !== null);
  for (const row of await loadMessages(db, workspaceId, ids)) {
    loadRow(draft.messages, row.id, row);
  }
  return plan;
}

async function partOf(
  db: Transaction,
  draft: Draft,
  fact: UnmergedFact | SeparatedFact,
): Promise<Part & Pick<SplitPlan, "merge">> {
  if (fact.type === "separated") {
    // An account that came with another card takes along what it wrote before, wherever that stood.
    return { threadIds: [], identityIds: [fact.identityId], merge: null };
  }
  const { workspaceId } = draft.workspace;
  const back = draft.threads.rows.get(fact.fromThreadId)?.customerId ?? "";
  const stays = draft.threads.rows.get(fact.threadId)?.customerId ?? "";
  const taken = await loadTakenIn(db, workspaceId, back);
  const customerIds = new Set(taken.map(({ customerId }) => customerId));
  const identityIds = identitiesOf(draft, stays)
    .filter(({ sourceCustomerId }) => sourceCustomerId !== null && customerIds.has(sourceCustomerId))
    .map(({ id }) => id);
  const merge = await loadMerge(db, workspaceId, back);
  return { threadIds: taken.map(({ threadId }) => threadId), identityIds, merge };
}

const emptyHalf: Half = {
  lastActivityAt: null,
  lastPersonAt: null,
  lastAutomaticAt: null,
  waitingSince: null,
  unread: 0,
  shownId: null,
  automaticId: null,
  askedChannelId: null,
  askedIdentityId: null,
};
