import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";
import { sentAtOf } from "./decide-customer.ts";
import { type Draft, keyOf, loadRow, pairOf } from "./draft.ts";
import type { CustomerFact, Fact } from "./facts.ts";
import { loadConversations, loadCounted, loadOpenings } from "./load-pairs.queries.ts";
import type { PersonRow } from "./load-people.queries.ts";
import { customersNamed, identitiesOf } from "./people.ts";
import type { MessageRow } from "./rows.ts";
import { inboundKeys } from "./sender-keys.ts";
import { fromReferral } from "./settle-pair.ts";

/** One (channel, identity) and the earliest time of its history that a fact may move. */
export type Span = { channelId: string; identityId: string; threadId: string; from: Instant };

/**
 * Loads the history of each (channel, identity) from the earliest time that a fact may move: messages that count,
 * conversations that run, and what opened the window. A customer message needs it only when it comes so late that it
 * corrects the window of a message of ours (E8).
 */
export async function loadPairs(
  db: Transaction,
  draft: Draft,
  history: {
    facts: readonly Fact[];
    settling: readonly MessageRow[];
    corrected: readonly Span[];
    now: Instant;
  },
): Promise<void> {
  const { workspaceId } = draft.workspace;
  const spans = joinSpans(
    [...settlingSpans(draft, history), ...history.corrected].map((span) => ({
      ...span,
      from: fromReferral(draft, span),
    })),
  );
  if (spans.length === 0) {
    return;
  }
  const needed = spans.map((span) => ({ ...span, from: toTimestamp(span.from) }));
  const [counted, conversations, openings] = await Promise.all([
    loadCounted(db, workspaceId, needed),
    loadConversations(db, workspaceId, needed),
    loadOpenings(db, workspaceId, needed),
  ]);
  for (const row of counted) {
    loadRow(draft.messages, row.id, row);
    pairOf(draft, row.channelId ?? "", row.identityId ?? "").messageIds.add(row.id);
  }
  for (const row of conversations) {
    loadRow(draft.conversations, row.id, row);
    pairOf(draft, row.channelId, row.identityId).conversationIds.add(row.id);
  }
  for (const row of openings) {
    pairOf(draft, row.channelId, row.identityId).openings.push(row.sentAt);
  }
  for (const { channelId, identityId } of needed) {
    const lastAt = draft.windows.rows.get(keyOf(channelId, identityId))?.lastCustomerMessageAt ?? null;
    if (lastAt !== null) {
      pairOf(draft, channelId, identityId).openings.push(lastAt);
    }
  }
}

/** Pairs with a message of ours whose state may move, each from the earliest time it may be moved from or to. */
function settlingSpans(
  draft: Draft,
  { facts, settling, now }: { facts: readonly Fact[]; settling: readonly MessageRow[]; now: Instant },
): Span[] {
  const told = timesTold(draft, facts);
  const isTriedHere = facts.some((fact) => fact.type === "attempt-started");
  const submitted = (isTriedHere ? facts : []).flatMap((fact) => {
    if (fact.type !== "submitted" || fact.channelId === null || fact.identityId === null) {
      return [];
    }
    const { channelId, identityId, threadId, at: from } = fact;
    return [{ channelId, identityId, threadId, from }];
  });
  const stored = settling.flatMap((message) => {
    const { id, channelId, identityId, threadId, countedAt, attemptAt } = message;
    if (channelId === null || identityId === null) {
      return [];
    }
    const times = [now, countedAt, attemptAt, told.get(id) ?? null].filter((at) => at !== null);
    return [{ channelId, identityId, threadId, from: Math.min(...times) }];
  });
  return [...stored, ...submitted];
}

/** The earliest time that the facts, and what is parked for them, say about each message. */
function timesTold(draft: Draft, facts: readonly Fact[]): Map<string, Instant> {
  const earliest = new Map<string, Instant>();
  const tell = (messageId: string | undefined, at: Instant) => {
    if (messageId !== undefined) {
      earliest.set(messageId, Math.min(earliest.get(messageId) ?? at, at));
    }
  };
  const messageOf = (channelId: string, status: { providerId: string; attemptId: string | null }) => {
    const named = draft.attemptByProvider.get(keyOf(channelId, status.providerId));
    return draft.attempts.rows.get(named ?? status.attemptId ?? "")?.messageId;
  };
  for (const fact of facts) {
    if (fact.type === "status") {
      tell(messageOf(fact.channelId, fact.status), fact.status.report.at);
    } else if (fact.type === "attempt-started" || fact.type === "attempt-finished") {
      tell(fact.messageId, fact.at);
    }
  }
  const parkedAt = [...draft.parked.rows.values()].map((row) => row.fact.report.at);
  for (const fact of parkedAt.length === 0 ? [] : facts) {
    // Which message they are for shows when an answer names it.
    if (fact.type === "attempt-finished" || fact.type === "status") {
      const messageId = fact.type === "status" ? messageOf(fact.channelId, fact.status) : fact.messageId;
      tell(messageId, Math.min(...parkedAt));
    }
  }
  return earliest;
}

/** Pairs in which an opening event comes after a message of ours was judged without it. */
export function findCorrectedSpans(
  draft: Draft,
  facts: readonly Fact[],
  people: readonly PersonRow[],
): Span[] {
  const earliest = new Map<string, Instant>();
  for (const { identity, correctedAt } of people) {
    if (identity !== null && correctedAt !== null) {
      earliest.set(identity.id, correctedAt);
    }
  }
  if (earliest.size === 0) {
    return [];
  }
  const spans = facts
    .filter((fact) => fact.type === "customer")
    .flatMap((fact) => identitiesNamed(draft, fact).map((span) => ({ ...span, from: sentAtOf(fact) })));
  return joinSpans(spans).flatMap((span) => {
    const correctedAt = earliest.get(span.identityId);
    return correctedAt === undefined ? [] : [{ ...span, from: Math.min(span.from, correctedAt) }];
  });
}

function identitiesNamed(draft: Draft, { inbound, channelId }: CustomerFact): Omit<Span, "from">[] {
  return [...customersNamed(draft, inboundKeys(inbound))].flatMap((customerId) => {
    const threadId = draft.threadByCustomer.get(customerId);
    return threadId === undefined
      ? []
      : identitiesOf(draft, customerId).map(({ id: identityId }) => ({ channelId, identityId, threadId }));
  });
}

function joinSpans(spans: readonly Span[]): Span[] {
  const joined = new Map<string, Span>();
  for (const span of spans) {
    const key = keyOf(span.channelId, span.identityId);
    const known = joined.get(key);
    joined.set(key, known === undefined || span.from < known.from ? span : known);
  }
  return [...joined.values()];
}
