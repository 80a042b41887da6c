import { partCards, wishSince } from "#domain/join-cards.ts";
import { createCustomer } from "./create-customer.ts";
import { changeRow, type Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { SeparatedFact, UnmergedFact } from "./facts.ts";
import { tellBoth } from "./merge-customers.ts";
import type { Half, SplitPlan } from "./merges.ts";
import { addressesOfIdentity } from "./people.ts";
import { recordSystemLine } from "./record-line.ts";
import type { CustomerRow, ThreadRow } from "./rows.ts";
import { showInThread } from "./show-in-thread.ts";

/**
 * Undoes a merge (N11): what came from the thread that was taken in goes back to it, and whatever else its accounts wrote
 * or were written since. What names no account (notes, lines) and came since stays.
 */
export function decideUnmerged(draft: Draft, env: RecordEnv, fact: UnmergedFact): void {
  const plan = draft.splitPlans.get(fact.threadId);
  const [stays, back] = [draft.threads.rows.get(fact.threadId), draft.threads.rows.get(fact.fromThreadId)];
  if (plan === undefined || stays === undefined || back === undefined || back.mergedInto !== stays.id) {
    return;
  }
  changeRow(draft.customers, back.customerId, { mergedInto: null });
  changeRow(draft.threads, back.id, { mergedInto: null });
  partFields(draft, plan, { stays: stays.customerId, back: back.customerId });
  split(draft, plan, { from: stays, into: back, isUndo: true });
  const { authorId, at } = fact;
  for (const [thread, other] of [
    [stays, back],
    [back, stays],
  ] as const) {
    const { name = null } = draft.customers.rows.get(other.customerId) ?? {};
    const line = { line: "unmerged", customerId: other.customerId, name };
    recordSystemLine(draft, env, thread.id, at, line, { authorId });
  }
}

/** One account becomes a customer of its own, with everything that it wrote or was written (N4). */
export function decideSeparated(draft: Draft, env: RecordEnv, fact: SeparatedFact): void {
  const plan = draft.splitPlans.get(fact.threadId);
  const from = draft.threads.rows.get(fact.threadId);
  const identity = draft.identities.rows.get(fact.identityId);
  if (plan === undefined || from === undefined || identity?.customerId !== from.customerId) {
    return;
  }
  const { authorId, at, newCustomerId, newThreadId } = fact;
  createCustomer(
    draft,
    env,
    { name: null, nameSource: "provider", language: null, at: plan.goes.lastActivityAt ?? at },
    { customerId: newCustomerId, threadId: newThreadId },
  );
  const into = draft.threads.rows.get(newThreadId);
  const card = draft.customers.rows.get(from.customerId);
  if (into === undefined) {
    return;
  }
  // Which of both said so is not known: neither is written to against their wish.
  const wish = card === undefined ? null : wishSince(card, Number.NEGATIVE_INFINITY);
  changeRow(draft.customers, newCustomerId, wish ?? {});
  split(draft, plan, { from, into, isUndo: false });
  const separated = { line: "separated", customerId: newCustomerId };
  recordSystemLine(draft, env, from.id, at, separated, { authorId });
  const came = { line: "separated-from", customerId: from.customerId, name: card?.name ?? null };
  recordSystemLine(draft, env, into.id, at, came, { authorId });
}

function partFields(draft: Draft, { merge }: SplitPlan, ids: { stays: string; back: string }): void {
  const card = draft.customers.rows.get(ids.stays);
  if (merge === null || card === undefined) {
    return;
  }
  const wish = wishSince(card, merge.at);
  changeRow<CustomerRow>(draft.customers, ids.stays, partCards(card, merge.joined));
  changeRow(draft.customers, ids.back, wish ?? {});
}

/** Moves accounts, addresses and windows in hand, and makes both threads what they are with their own messages. */
function split(
  draft: Draft,
  plan: SplitPlan,
  { from, into, isUndo }: { from: ThreadRow; into: ThreadRow; isUndo: boolean },
): void {
  for (const id of plan.identityIds) {
    const identity = draft.identities.rows.get(id);
    if (identity === undefined) {
      continue;
    }
    for (const address of addressesOfIdentity(draft, identity)) {
      changeRow(draft.addresses, address.id, { customerId: into.customerId });
    }
    const source = isUndo && identity.sourceCustomerId !== into.customerId ? identity.sourceCustomerId : null;
    changeRow(draft.identities, id, { customerId: into.customerId, sourceCustomerId: source });
  }
  for (const [key, row] of draft.windows.rows) {
    if (plan.identityIds.includes(row.identityId)) {
      changeRow(draft.windows, key, { threadId: into.id });
    }
  }
  const { threadIds, identityIds } = plan;
  const ids = { threadId: from.id, customerId: from.customerId, intoThreadId: into.id };
  draft.splits.push({ ...ids, intoCustomerId: into.customerId, threadIds, identityIds, isUndo });
  become(draft, into.id, plan.goes);
  become(draft, from.id, plan.stays);
  const isGone = from.replyIdentityId !== null && plan.identityIds.includes(from.replyIdentityId);
  if (isGone) {
    const { askedChannelId, askedIdentityId } = plan.stays;
    changeRow(draft.threads, from.id, { replyChannelId: askedChannelId, replyIdentityId: askedIdentityId });
  }
  tellBoth(draft, [
    { threadId: from.id, customerId: from.customerId },
    { threadId: into.id, customerId: into.customerId },
  ]);
}

function become(draft: Draft, threadId: string, half: Half): void {
  const thread = draft.threads.rows.get(threadId);
  if (thread === undefined) {
    return;
  }
  const waits = half.waitingSince !== null;
  changeRow(draft.threads, threadId, {
    unread: half.unread,
    lastActivityAt: half.lastActivityAt ?? thread.createdAt,
    lastPersonAt: half.lastPersonAt,
    lastAutomaticAt: half.lastAutomaticAt,
    waitingSince: half.waitingSince,
    waitingChannelId: waits ? half.askedChannelId : null,
    waitingIdentityId: waits ? half.askedIdentityId : null,
    lastMessageId: null,
    lastMessage: null,
    version: thread.version + 1,
    ...(half.askedIdentityId !== null && {
      replyChannelId: half.askedChannelId,
      replyIdentityId: half.askedIdentityId,
    }),
  });
  for (const id of [half.shownId, half.automaticId]) {
    const message = draft.messages.rows.get(id ?? "");
    if (message !== undefined) {
      showInThread(draft, { ...message, threadId });
    }
  }
}
