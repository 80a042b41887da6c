import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";
import { type Draft, keyOf, loadRow, pairOf } from "./draft.ts";
import type { Fact } from "./facts.ts";
import { senderKeys } from "./file-sender.ts";
import { loadConversations, loadCounted, loadOpenings } from "./load.queries.ts";
import type { MessageRow } from "./rows.ts";

type Span = { channelId: string; identityId: string; threadId: string; from: Instant; settles: boolean };

/**
 * Loads the history of each (channel, identity) from the earliest time that a fact may move: messages that count,
 * conversations that run, and what opened the window. A customer message with nothing of ours after it needs none of them.
 */
export async function loadPairs(
  db: Transaction,
  draft: Draft,
  { facts, settling, now }: { facts: readonly Fact[]; settling: readonly MessageRow[]; now: Instant },
): Promise<void> {
  const { workspaceId } = draft.workspace;
  const spans = collectSpans(draft, facts, settling, now);
  if (spans.length === 0) {
    return;
  }
  const withTimes = spans.map((span) => ({ ...span, from: toTimestamp(span.from) }));
  const counted = await loadCounted(db, workspaceId, withTimes);
  for (const row of counted) {
    loadRow(draft.messages, row.id, row);
    pairOf(draft, row.channelId ?? "", row.identityId ?? "").messageIds.add(row.id);
  }
  const busy = new Set(counted.map((row) => keyOf(row.channelId ?? "", row.identityId ?? "")));
  const needed = withTimes.filter((span) => span.settles || busy.has(keyOf(span.channelId, span.identityId)));
  if (needed.length === 0) {
    return;
  }
  for (const row of await loadConversations(db, workspaceId, needed)) {
    loadRow(draft.conversations, row.id, row);
    pairOf(draft, row.channelId, row.identityId).conversationIds.add(row.id);
  }
  for (const row of await loadOpenings(db, workspaceId, needed)) {
    pairOf(draft, row.channelId, row.identityId).openings.push(row.sentAt);
  }
  for (const { channelId, identityId } of needed) {
    const lastAt = draft.windows.rows.get(keyOf(channelId, identityId))?.lastCustomerMessageAt ?? null;
    if (lastAt !== null) {
      pairOf(draft, channelId, identityId).openings.push(lastAt);
    }
  }
}

function collectSpans(
  draft: Draft,
  facts: readonly Fact[],
  settling: readonly MessageRow[],
  now: Instant,
): Span[] {
  const spans = new Map<string, Span>();
  const add = (span: Span) => {
    const key = keyOf(span.channelId, span.identityId);
    const known = spans.get(key);
    spans.set(key, known === undefined ? span : joined(known, span));
  };
  for (const message of settling) {
    if (message.channelId !== null && message.identityId !== null) {
      const { channelId, identityId, threadId } = message;
      add({ channelId, identityId, threadId, from: earliestOf(message, facts, draft, now), settles: true });
    }
  }
  for (const fact of facts) {
    if (fact.type === "customer") {
      for (const identity of identitiesOf(draft, senderKeys(fact.inbound.sender))) {
        const threadId = draft.threadByCustomer.get(identity.customerId);
        if (threadId !== undefined) {
          const from = fact.inbound.sentAt ?? fact.receivedAt;
          add({ channelId: fact.channelId, identityId: identity.id, threadId, from, settles: false });
        }
      }
    }
  }
  return [...spans.values()];
}

function joined(a: Span, b: Span): Span {
  return { ...a, from: Math.min(a.from, b.from), settles: a.settles || b.settles };
}

/** The earliest time that a message may be moved from or to: where it counts now, or what a status or attempt says. */
function earliestOf(message: MessageRow, facts: readonly Fact[], draft: Draft, now: Instant): Instant {
  let earliest = Math.min(message.countedAt ?? now, message.attemptAt ?? now);
  for (const fact of facts) {
    if (fact.type === "status" && isAbout(draft, fact.channelId, fact.status, message.id)) {
      earliest = Math.min(earliest, fact.status.report.at);
    }
  }
  for (const row of draft.parked.rows.values()) {
    earliest = Math.min(earliest, row.fact.report.at);
  }
  return earliest;
}

function isAbout(
  draft: Draft,
  channelId: string,
  status: { providerId: string; attemptId: string | null },
  messageId: string,
): boolean {
  const attemptId = draft.attemptByProvider.get(keyOf(channelId, status.providerId)) ?? status.attemptId;
  return attemptId !== null && draft.attempts.rows.get(attemptId)?.messageId === messageId;
}

function identitiesOf(draft: Draft, keys: readonly string[]) {
  const customerIds = new Set(keys.flatMap((key) => [...(draft.customersByKey.get(key) ?? [])]));
  return [...draft.identities.rows.values()].filter((row) => customerIds.has(row.customerId));
}
