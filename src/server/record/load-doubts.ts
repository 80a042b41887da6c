import type { Transaction } from "../db/connect.ts";
import { loadAttempt } from "./attempts.ts";
import { type Draft, loadRow } from "./draft.ts";
import type { CustomerFact, Fact } from "./facts.ts";
import { loadAttemptsOf } from "./load.queries.ts";
import { loadSuggestions, loadWaiting } from "./load-doubts.queries.ts";
import { addressesNamed, identitiesOf } from "./people.ts";
import type { MessageRow } from "./rows.ts";
import { inboundKeys, senderKeys } from "./sender-keys.ts";
import { suggestionKey } from "./suggest-merge.ts";

/**
 * Loads what only matters when it is not plain who somebody is: which pairs of customers were suggested already, and what
 * is queued to them, since a number that moves makes it wait. Most batches need neither. Answers those queued messages
 * that were tried before: they may end here, and their charge with them.
 */
export async function loadDoubts(
  db: Transaction,
  draft: Draft,
  facts: readonly Fact[],
): Promise<MessageRow[]> {
  const customerIds = new Set(facts.flatMap((fact) => doubtfulCustomers(draft, fact)));
  if (customerIds.size === 0) {
    return [];
  }
  const { workspaceId } = draft.workspace;
  for (const row of await loadSuggestions(db, workspaceId, [...customerIds])) {
    loadRow(draft.suggestions, suggestionKey(row.customerId, row.otherId), row);
  }
  const identityIds = [...customerIds].flatMap((id) => identitiesOf(draft, id)).map(({ id }) => id);
  const channelIds = [...draft.channels.keys()];
  const waiting = await loadWaiting(db, workspaceId, { channelIds, identityIds });
  for (const row of waiting) {
    loadRow(draft.messages, row.id, row);
    draft.waiting.add(row.id);
  }
  const tried = waiting.filter(({ attemptAt }) => attemptAt !== null);
  const triedIds = tried.map(({ id }) => id);
  for (const row of tried.length === 0 ? [] : await loadAttemptsOf(db, workspaceId, triedIds)) {
    loadAttempt(draft, row);
  }
  return tried;
}

/** Everybody whom the ids of a fact lead to, unless all of them lead to one and the same identity. */
function doubtfulCustomers(draft: Draft, fact: Fact): string[] {
  switch (fact.type) {
    case "customer": {
      const rows = inboundKeys(fact.inbound).map((key) => addressesNamed(draft, [key]));
      const identityIds = new Set(rows.flat().map(({ identityId }) => identityId));
      const isPlain =
        identityIds.size === 0 || (identityIds.size === 1 && rows.every(({ length }) => length > 0));
      // A change ends ids, were it those of one identity alone.
      return isPlain && !changesIdentity(fact) ? [] : rows.flat().map(({ customerId }) => customerId);
    }
    case "status":
      return othersThan(draft, senderKeys(fact.status.recipient), attemptOf(draft, fact)?.messageId);
    case "attempt-finished":
      return fact.outcome.kind === "accepted"
        ? othersThan(draft, senderKeys(fact.outcome.recipient), fact.messageId)
        : [];
    default:
      return [];
  }
}

function changesIdentity({ inbound }: CustomerFact): boolean {
  return inbound.type === "message" && inbound.identityChange !== undefined;
}

function attemptOf(draft: Draft, { channelId, status }: Extract<Fact, { type: "status" }>) {
  const named = draft.attemptByProvider.get(`${channelId} ${status.providerId}`);
  return draft.attempts.rows.get(named ?? status.attemptId ?? "");
}

/** The recipient of a message and the others whom the provider's ids lead to; empty when there are none. */
function othersThan(draft: Draft, keys: readonly string[], messageId: string | undefined): string[] {
  const threadId = draft.messages.rows.get(messageId ?? "")?.threadId ?? "";
  const own = draft.threads.rows.get(threadId)?.customerId;
  const others = addressesNamed(draft, keys)
    .map(({ customerId }) => customerId)
    .filter((id) => id !== own);
  return own === undefined || others.length === 0 ? [] : [own, ...others];
}
