import type { Conversation } from "#domain/conversation.ts";
import { deriveConversations } from "#domain/derive-conversations.ts";
import { isReferralEpoch, type Referrals, referralConversationMs } from "#domain/referral.ts";
import { dayMs, type Instant } from "#domain/time.ts";
import { wasOpenAt } from "#domain/window.ts";
import { countingMessage } from "./counting-message.ts";
import { addRow, changeRow, type Draft, keyOf, pairOf, removeRow } from "./draft.ts";
import { publish } from "./publish.ts";
import type { ConversationRow } from "./rows.ts";
import { isoTime } from "./window-events.ts";

/** Where a derivation begins: everything of the pair before `from` stays as it is stored. */
export type Span = { channelId: string; identityId: string; threadId: string; from: Instant };

/** A customer event that comes late may change who began a conversation (E8): of messages tried within its 24 hours. */
export function settleOpening(
  draft: Draft,
  { sentAt, ...span }: Omit<Span, "from"> & { sentAt: Instant },
): void {
  const { messageIds } = pairOf(draft, span.channelId, span.identityId);
  const times = [...messageIds].flatMap((id) => {
    const row = draft.messages.rows.get(id);
    const isCorrected =
      row !== undefined &&
      row.countedAt !== null &&
      row.windowOpenAtAttempt !== true &&
      row.attemptAt !== null &&
      wasOpenAt([sentAt], row.attemptAt);
    return isCorrected ? [row.countedAt] : [];
  });
  if (times.length > 0) {
    settlePair(draft, { ...span, from: Math.min(...times.filter((at) => at !== null)) });
  }
}

/** Derives the conversations of one (channel, identity) again from the earliest time that moved (K1–K14). */
export function settlePair(draft: Draft, { from: moved, ...place }: Span): void {
  const span: Span = { ...place, from: fromReferral(draft, { ...place, from: moved }) };
  const pair = pairOf(draft, span.channelId, span.identityId);
  if (pair.messageIds.size === 0) {
    return;
  }
  const messages = [...pair.messageIds].flatMap((id) => {
    const row = draft.messages.rows.get(id);
    const counting = row === undefined ? null : countingMessage(row);
    return counting === null ? [] : [judged(draft, counting, pair.openings)];
  });
  const stored = [...pair.conversationIds].flatMap((id) => {
    const row = draft.conversations.rows.get(id);
    return row === undefined ? [] : [row];
  });
  const derived = deriveConversations({
    messages: messages.filter((message) => isWithin(draft, message.id, span.from)),
    runningBefore: stored
      .filter((row) => row.startsAt < span.from)
      .map((row) => withMessages(draft, row, pair.messageIds)),
    referrals: referralsOf(draft, span),
  });
  writeConversations(draft, span, { stored, derived });
  assignMessages(draft, pair.messageIds, derived);
}

/** K10: an answer to an ad referral opened a conversation of its own, so who derives again begins where the referral came. */
export function fromReferral(draft: Draft, { channelId, identityId, from }: Omit<Span, "threadId">): Instant {
  const referralAt = draft.windows.rows.get(keyOf(channelId, identityId))?.referralAt ?? null;
  const timeZone = draft.channels.get(channelId)?.timeZone ?? "UTC";
  const rules =
    referralAt !== null &&
    isReferralEpoch(referralAt, timeZone) &&
    referralAt <= from &&
    from < referralAt + dayMs + referralConversationMs;
  return rules ? referralAt : from;
}

function referralsOf(draft: Draft, { channelId, identityId, from }: Span): Referrals {
  const referralAt = draft.windows.rows.get(keyOf(channelId, identityId))?.referralAt ?? null;
  const timeZone = draft.channels.get(channelId)?.timeZone ?? "UTC";
  return { sentAts: referralAt === null || referralAt < from ? [] : [referralAt], timeZone };
}

/**
 * The window at the attempt by the opening events known now. Openings are only ever added, so what was open stays open
 * even when the event that opened it is not among them any more (a reaction is no message).
 */
function judged<Message extends { id: string; attemptAt: Instant; windowOpenAtAttempt: boolean }>(
  draft: Draft,
  message: Message,
  openings: readonly Instant[],
): Message {
  const windowOpenAtAttempt = message.windowOpenAtAttempt || wasOpenAt(openings, message.attemptAt);
  changeRow(draft.messages, message.id, { windowOpenAtAttempt });
  return { ...message, windowOpenAtAttempt };
}

function isWithin(draft: Draft, messageId: string, from: Instant): boolean {
  const row = draft.messages.rows.get(messageId);
  return row !== undefined && (row.countedAt === null || row.countedAt >= from);
}

function withMessages(draft: Draft, row: ConversationRow, messageIds: ReadonlySet<string>): Conversation {
  const joined = [...messageIds].filter(
    (id) => draft.messages.rows.get(id)?.conversationId === row.id && id !== row.id,
  );
  return { ...row, messageIds: [row.id, ...joined] };
}

function writeConversations(
  draft: Draft,
  span: Span,
  { stored, derived }: { stored: readonly ConversationRow[]; derived: readonly Conversation[] },
): void {
  const pair = pairOf(draft, span.channelId, span.identityId);
  const kept = new Set(derived.map(({ id }) => id));
  for (const row of stored.filter(({ id }) => !kept.has(id))) {
    removeRow(draft.conversations, row.id);
    pair.conversationIds.delete(row.id);
    publish(draft, { kind: "conversation.removed", threadId: row.threadId, conversationId: row.id });
  }
  for (const { id, category, startedBy, startsAt, endsAt, provisional } of derived) {
    const before = draft.conversations.rows.get(id);
    const facts = { category, startedBy, startsAt, endsAt, provisional };
    if (before === undefined) {
      const { workspaceId } = draft.workspace;
      const { channelId, identityId, threadId } = span;
      addRow(draft.conversations, id, { workspaceId, id, threadId, channelId, identityId, ...facts });
      pair.conversationIds.add(id);
    } else if (isSame(before, facts)) {
      continue;
    } else {
      changeRow(draft.conversations, id, facts);
    }
    announceConversation(draft, id);
  }
}

function isSame(
  row: ConversationRow,
  facts: Omit<ConversationRow, "workspaceId" | "id" | "threadId" | "channelId" | "identityId">,
): boolean {
  return (
    row.category === facts.category &&
    row.startedBy === facts.startedBy &&
    row.startsAt === facts.startsAt &&
    row.endsAt === facts.endsAt &&
    row.provisional === facts.provisional
  );
}

function announceConversation(draft: Draft, id: string): void {
  const row = draft.conversations.rows.get(id);
  if (row === undefined) {
    return;
  }
  publish(draft, {
    kind: "conversation.changed",
    threadId: row.threadId,
    conversation: {
      id,
      channelId: row.channelId,
      identityId: row.identityId,
      startedBy: row.startedBy,
      category: row.category,
      startsAt: isoTime(row.startsAt),
      endsAt: isoTime(row.endsAt),
      confirmed: !row.provisional,
    },
  });
}

function assignMessages(
  draft: Draft,
  messageIds: ReadonlySet<string>,
  derived: readonly Conversation[],
): void {
  const conversationOf = new Map(
    derived.flatMap(({ id, messageIds: ids }) => ids.map((messageId) => [messageId, id] as const)),
  );
  for (const id of messageIds) {
    const row = draft.messages.rows.get(id);
    const conversationId = conversationOf.get(id) ?? null;
    if (row !== undefined && row.conversationId !== conversationId) {
      changeRow(draft.messages, id, { conversationId });
      draft.moved.add(id);
    }
  }
}
