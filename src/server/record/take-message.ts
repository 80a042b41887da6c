import type { InboundMessage, Json } from "#channels/channel.ts";
import { type DeliveryStatus, isDeliveryStatus } from "#domain/delivery-status.ts";
import { isOptOut } from "#domain/opt-out.ts";
import type { Instant } from "#domain/time.ts";
import { type EventEffect, effectOf, kindSinceConnected } from "#domain/window.ts";
import { addAttachments } from "./add-attachments.ts";
import { amendNow } from "./amend-now.ts";
import { answerThread, makeThreadWait } from "./answer-thread.ts";
import { decideAnswer } from "./decide-auto-reply.ts";
import { addRow, type Draft, keyOf } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { CustomerFact } from "./facts.ts";
import type { FiledSender } from "./filing.ts";
import { noteLostWindow } from "./lost-windows.ts";
import { openWindow } from "./open-window.ts";
import { publish } from "./publish.ts";
import { emptyMessage, recordSystemLine } from "./record-line.ts";
import type { ChannelRow, MessageRow } from "./rows.ts";
import { settleOpening } from "./settle-pair.ts";
import { showInThread } from "./show-in-thread.ts";
import { takeWish } from "./take-wish.ts";
import { viewWindow } from "./window-events.ts";

type Taken = {
  fact: CustomerFact;
  inbound: InboundMessage;
  channel: ChannelRow;
  filed: FiledSender;
  sentAt: Instant;
};

/** Puts a message into its thread: shown, and as far as its kind goes (W1–W8) window, waiting and automatic answer follow. */
export function takeMessage(draft: Draft, env: RecordEnv, taken: Taken): void {
  const { fact, inbound, channel, filed, sentAt } = taken;
  if (inbound.marketing !== undefined) {
    takeMarketing(draft, env, taken, inbound.marketing);
    return;
  }
  const kind = kindSinceConnected(inbound.event, sentAt, channel.createdAt);
  const effect = effectOf(kind);
  const message = addMessage(draft, env, taken, effect);
  // A reaction says nothing: it hangs on the message that it is put on.
  if (amendNow(draft, message) !== "elsewhere" && message.kind !== "reaction") {
    showInThread(draft, message);
  }
  const cameFromAd = inbound.cameFromAd === true;
  const pair = { channelId: channel.id, identityId: filed.identityId, threadId: filed.threadId };
  if (effect.opensWindow && isAwaited(draft, pair)) {
    noteLostWindow(draft, filed.threadId, { at: sentAt, message });
  }
  const hasOpened =
    effect.opensWindow && openWindow(draft, { ...pair, kind, sentAt, messageId: message.id, cameFromAd });
  const window = hasOpened ? draft.windows.rows.get(keyOf(pair.channelId, pair.identityId)) : undefined;
  publish(draft, {
    kind: "message.created",
    threadId: message.threadId,
    messageId: message.id,
    direction: message.direction === "out" ? "out" : "in",
    ...(window !== undefined && { window: viewWindow(window, env.now) }),
  });
  if (kind === "echo" && !isAmendment(inbound)) {
    answerThread(draft, message, sentAt);
  }
  if (effect.threadWaits) {
    makeThreadWait(draft, env, message);
  }
  if (effect.opensWindow) {
    settleOpening(draft, { ...pair, sentAt });
  }
  if (effect.mayAutoReply && inbound.text !== null && isOptOut(inbound.text)) {
    takeWish(draft, filed.customerId, { wish: "stop", at: sentAt });
  }
  // An answer to an unknown address would go to the one that we know: a person answers.
  if (filed.otherAddress === null) {
    decideAnswer(draft, env, { message, inbound, kind, filed, receivedAt: fact.receivedAt });
  }
}

/** Whether the thread waits for an answer to somebody on this number: her next message opens that window again. */
function isAwaited(draft: Draft, pair: { channelId: string; identityId: string; threadId: string }): boolean {
  const thread = draft.threads.rows.get(pair.threadId);
  return thread?.waitingChannelId === pair.channelId && thread.waitingIdentityId === pair.identityId;
}

function addMessage(
  draft: Draft,
  env: RecordEnv,
  { fact, inbound, channel, filed, sentAt }: Taken,
  effect: EventEffect,
): MessageRow {
  const message: MessageRow = {
    ...emptyMessage(draft, env, filed.threadId),
    direction: inbound.writtenByUs === undefined ? "in" : "out",
    kind: inbound.kind,
    channelId: channel.id,
    identityId: filed.identityId,
    providerId: inbound.providerId,
    answersId: answeredMessage(draft, channel.id, inbound.answers),
    answersProviderId: inbound.answers[0] ?? null,
    amendsProviderId: inbound.amends?.providerId ?? null,
    text: inbound.text,
    subject: inbound.subject,
    payload: payloadOf(inbound, filed),
    opensWindow: effect.opensWindow,
    status: inbound.writtenByUs === undefined ? "received" : statusOf(inbound.writtenByUs),
    sentAt,
    receivedAt: fact.receivedAt,
    journalId: fact.journalId,
  };
  addRow(draft.messages, message.id, message);
  draft.messageByProvider.set(keyOf(channel.id, inbound.providerId), message.id);
  addAttachments(draft, env, { message, fact, attachments: inbound.attachments });
  return message;
}

/** A wish about marketing is a line of the thread, not a message: nobody waits for an answer. */
function takeMarketing(draft: Draft, env: RecordEnv, taken: Taken, wish: "stop" | "resume"): void {
  const { fact, inbound, channel, filed, sentAt } = taken;
  const { journalId, receivedAt } = fact;
  takeWish(draft, filed.customerId, { wish, at: sentAt });
  recordSystemLine(
    draft,
    env,
    filed.threadId,
    sentAt,
    { line: wish === "stop" ? "marketing-stopped" : "marketing-resumed" },
    { channelId: channel.id, providerId: inbound.providerId, journalId, receivedAt },
  );
}

/** A change of an earlier message is no message of its own, nor is a reaction to one. */
function isAmendment({ kind }: InboundMessage): boolean {
  return kind === "edit" || kind === "revoke" || kind === "reaction";
}

/** How far a message came that we wrote elsewhere; a word that nobody knows, or none: it was sent. */
function statusOf({ status }: { status: string | null }): DeliveryStatus {
  return status !== null && isDeliveryStatus(status) && status !== "queued" && status !== "sending"
    ? status
    : "sent";
}

/** What the kind carries, and that it came from elsewhere: another address of the sender (N13), or our phone app. */
function payloadOf({ payload, event }: InboundMessage, { otherAddress }: FiledSender): Json {
  const marks = {
    ...(otherAddress !== null && { fromOtherAddress: otherAddress }),
    ...(event === "echo" && { phoneApp: true }),
  };
  if (Object.keys(marks).length === 0) {
    return payload;
  }
  return typeof payload === "object" && payload !== null && !Array.isArray(payload)
    ? { ...payload, ...marks }
    : marks;
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
