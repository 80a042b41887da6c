import type { InboundMessage, InboundReaction } from "#channels/channel.ts";
import type { Instant } from "#domain/time.ts";
import { clampSentAt, effectOf, kindSinceConnected, recordCustomerEvent } from "#domain/window.ts";
import type { Filed } from "./apply-identity.ts";
import { decideAnswer } from "./decide-auto-reply.ts";
import { addRow, changeRow, type Draft, keyOf, pairOf } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { CustomerFact } from "./facts.ts";
import { fileSender } from "./file-sender.ts";
import { textParameter } from "./parameter.ts";
import { emptyMessage } from "./record-line.ts";
import type { ChannelRow, MessageRow } from "./rows.ts";
import { settlePair } from "./settle-pair.ts";
import { showInThread } from "./show-in-thread.ts";
import { announceWindow } from "./window-events.ts";

/** A customer wrote or reacted: one message, one unread, one event, at most one automatic answer, whatever comes twice (P2). */
export function decideCustomer(draft: Draft, env: RecordEnv, fact: CustomerFact): void {
  const { inbound } = fact;
  const channel = draft.channels.get(fact.channelId);
  if (channel === undefined) {
    return;
  }
  const knownId = draft.messageByProvider.get(keyOf(fact.channelId, inbound.providerId));
  if (knownId !== undefined) {
    noteDifference(draft, fact, draft.messages.rows.get(knownId));
    return;
  }
  const stated = inbound.sentAt ?? fact.receivedAt;
  const isImported = inbound.type === "message" && inbound.event === "history";
  const sentAt = isImported ? stated : clampSentAt(stated, fact.receivedAt);
  const answers = inbound.type === "message" ? inbound.answers : [];
  const filed = fileSender(draft, env, { channel, sender: inbound.sender, sentAt, answers });
  if (filed === null) {
    draft.problems.push({ journalId: fact.journalId, reason: "sender-missing", detail: inbound.providerId });
    return;
  }
  if (inbound.type === "reaction") {
    takeReaction(draft, env, { channel, filed, inbound, sentAt });
    return;
  }
  takeMessage(draft, env, { fact, inbound, channel, filed, sentAt });
}

/** The first body with an id wins (F2); one that says something else is kept for a person to look at. */
function noteDifference(draft: Draft, { inbound, journalId }: CustomerFact, known: MessageRow | undefined) {
  if (inbound.type !== "message" || known === undefined) {
    return;
  }
  const text = inbound.text === null ? null : textParameter(inbound.text);
  if (known.kind !== inbound.kind || known.text !== text) {
    draft.problems.push({ journalId, reason: "changed-copy", detail: inbound.providerId });
  }
}

type Taken = {
  fact: CustomerFact;
  inbound: InboundMessage;
  channel: ChannelRow;
  filed: Filed & { fromOtherAddress: boolean };
  sentAt: Instant;
};

function takeMessage(draft: Draft, env: RecordEnv, taken: Taken): void {
  const { fact, inbound, channel, filed, sentAt } = taken;
  const kind = kindSinceConnected(inbound.event, sentAt, channel.createdAt);
  const effect = effectOf(kind);
  const message: MessageRow = {
    ...emptyMessage(draft, env, filed.threadId),
    direction: kind === "echo" ? "out" : kind === "system" || kind === "preference" ? "note" : "in",
    kind: inbound.kind,
    channelId: channel.id,
    identityId: filed.identityId,
    providerId: inbound.providerId,
    answersId: answeredMessage(draft, channel.id, inbound.answers),
    answersProviderId: inbound.answers[0] ?? null,
    text: inbound.text,
    subject: inbound.subject,
    payload: filed.fromOtherAddress ? { fromOtherAddress: inbound.sender.email } : inbound.payload,
    opensWindow: effect.opensWindow,
    status: kind === "echo" ? "sent" : "received",
    sentAt,
    receivedAt: fact.receivedAt,
    journalId: fact.journalId,
  };
  addRow(draft.messages, message.id, message);
  draft.messageByProvider.set(keyOf(channel.id, inbound.providerId), message.id);
  inbound.attachments.forEach((attachment, position) => {
    draft.attachments.push({
      workspaceId: message.workspaceId,
      id: env.newId(),
      messageId: message.id,
      position,
      ...attachment,
      journalId: fact.journalId,
      journalReceivedAt: fact.receivedAt,
    });
  });
  openWindow(draft, env, { channelId: channel.id, filed, kind, sentAt, messageId: message.id });
  takePreference(draft, filed, inbound);
  showInThread(draft, message);
  if (effect.threadWaits) {
    makeThreadWait(draft, message);
  }
  draft.events.push({
    kind: "message.created",
    threadId: filed.threadId,
    messageId: message.id,
    direction: message.direction === "out" ? "out" : message.direction === "note" ? "note" : "in",
  });
  if (effect.opensWindow) {
    // A message that comes late may change who began a conversation (E8).
    settlePair(draft, {
      channelId: channel.id,
      identityId: filed.identityId,
      threadId: filed.threadId,
      from: sentAt,
    });
  }
  decideAnswer(draft, env, { message, inbound, kind, filed, receivedAt: fact.receivedAt });
}

/** Takes an opening event into the window of this channel and identity, and into the facts that pairs are judged by. */
function openWindow(
  draft: Draft,
  env: RecordEnv,
  event: {
    channelId: string;
    filed: Filed;
    kind: InboundMessage["event"];
    sentAt: Instant;
    messageId: string | null;
  },
): void {
  const { channelId, filed, kind, sentAt } = event;
  if (!effectOf(kind).opensWindow) {
    return;
  }
  const key = keyOf(channelId, filed.identityId);
  pairOf(draft, channelId, filed.identityId).openings.push(sentAt);
  const before = draft.windows.rows.get(key);
  if (before === undefined) {
    addRow(draft.windows, key, {
      workspaceId: draft.workspace.workspaceId,
      channelId,
      identityId: filed.identityId,
      threadId: filed.threadId,
      lastCustomerMessageAt: sentAt,
      lastMessageId: event.messageId,
      refusedAttemptAt: null,
      deliveredAttemptAt: null,
      referralAt: null,
      freeEntryOpenerId: null,
      freeEntryStartsAt: null,
      freeEntryEndsAt: null,
    });
    announceWindow(draft, channelId, filed.identityId, env.now);
    return;
  }
  const after = recordCustomerEvent(before, { kind, sentAt });
  if (after.lastCustomerMessageAt !== before.lastCustomerMessageAt) {
    changeRow(draft.windows, key, {
      lastCustomerMessageAt: after.lastCustomerMessageAt,
      lastMessageId: event.messageId ?? before.lastMessageId,
    });
    announceWindow(draft, channelId, filed.identityId, env.now);
  }
}

function takeReaction(
  draft: Draft,
  env: RecordEnv,
  taken: { channel: ChannelRow; filed: Filed; inbound: InboundReaction; sentAt: Instant },
): void {
  const { channel, filed, inbound, sentAt } = taken;
  const kind = inbound.emoji === null ? "reaction-removed" : "reaction";
  openWindow(draft, env, {
    channelId: channel.id,
    filed,
    kind: kindSinceConnected(kind, sentAt, channel.createdAt),
    sentAt,
    messageId: null,
  });
  const targetId = draft.messageByProvider.get(keyOf(channel.id, inbound.targetProviderId));
  const target = draft.messages.rows.get(targetId ?? "");
  if (target === undefined) {
    return;
  }
  const at = { workspaceId: target.workspaceId, messageId: target.id, identityId: filed.identityId };
  draft.reactions.set(
    keyOf(target.id, filed.identityId),
    inbound.emoji === null ? { ...at, removed: true } : { ...at, emoji: inbound.emoji, sentAt },
  );
  draft.events.push({
    kind: "message.changed",
    threadId: target.threadId,
    messageId: target.id,
    status: target.status,
  });
}

/** The thread waits for a person since the first unanswered message; the answer goes where that one came from. */
function makeThreadWait(draft: Draft, message: MessageRow): void {
  const thread = draft.threads.rows.get(message.threadId);
  if (thread === undefined) {
    return;
  }
  changeRow(draft.threads, thread.id, {
    unread: thread.unread + 1,
    waitingSince: thread.waitingSince ?? message.sentAt,
    waitingChannelId: message.channelId,
    waitingIdentityId: message.identityId,
    replyChannelId: message.channelId,
    replyIdentityId: message.identityId,
    status: "open",
  });
}

function takePreference(draft: Draft, filed: Filed, inbound: InboundMessage): void {
  const { payload } = inbound;
  if (
    inbound.event !== "preference" ||
    payload === null ||
    typeof payload !== "object" ||
    Array.isArray(payload)
  ) {
    return;
  }
  const stopped = payload.value === "stop" ? (inbound.sentAt ?? 0) : null;
  changeRow(draft.customers, filed.customerId, { marketingStoppedAt: stopped });
}

function answeredMessage(draft: Draft, channelId: string, answers: readonly string[]): string | null {
  for (const providerId of answers) {
    const id = draft.messageByProvider.get(keyOf(channelId, providerId));
    if (id !== undefined) {
      return id;
    }
  }
  return null;
}
