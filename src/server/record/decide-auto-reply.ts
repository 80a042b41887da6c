import type { InboundMessage } from "#channels/channel.ts";
import { decideAutoReply } from "#domain/auto-reply.ts";
import { hourMs, type Instant, minuteMs } from "#domain/time.ts";
import { type CustomerEventKind, windowStateAt } from "#domain/window.ts";
import type { Filed } from "./apply-identity.ts";
import { decideSubmitted } from "./decide-submitted.ts";
import { type Draft, keyOf } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { MessageRow } from "./rows.ts";

/** Asks the guard R1–R9 and, on yes, claims the thread and submits the automatic message in the inbound's transaction (R10). */
export function decideAnswer(
  draft: Draft,
  env: RecordEnv,
  asked: {
    message: MessageRow;
    inbound: InboundMessage;
    kind: CustomerEventKind;
    filed: Filed;
    receivedAt: Instant;
  },
): void {
  const { message, inbound, kind, filed, receivedAt } = asked;
  const { autoReplyIsOn, autoReplyText, everyHours, quietMinutes } = draft.workspace;
  const thread = draft.threads.rows.get(filed.threadId);
  if (!autoReplyIsOn || autoReplyText === "" || thread === undefined || message.channelId === null) {
    return;
  }
  const isMail = kind === "email";
  const lastMailAt = draft.identities.rows.get(filed.identityId)?.lastAutomaticAt ?? null;
  const decision = decideAutoReply({
    now: env.now,
    rule: { isOn: true, everyMs: everyHours * hourMs, quietMs: quietMinutes * minuteMs },
    inbound: { kind, sentAt: message.sentAt, receivedAt, text: message.text, isFirst: true },
    window: isMail
      ? null
      : windowStateAt(draft.windows.rows.get(keyOf(message.channelId, filed.identityId)) ?? null, env.now),
    isBlocked: (draft.customers.rows.get(filed.customerId)?.blockedAt ?? null) !== null,
    lastAutomaticAt: thread.lastAutomaticAt,
    lastPersonAt: thread.lastPersonAt,
    mail: isMail ? { isAutomatic: inbound.sentByMachine, lastAutomaticAt: lastMailAt } : null,
  });
  if (decision.kind === "skip") {
    draft.unanswered.push({ messageId: message.id, reason: decision.reason });
    return;
  }
  decideSubmitted(draft, env, {
    type: "submitted",
    workspaceId: message.workspaceId,
    messageId: env.newId(),
    threadId: filed.threadId,
    channelId: message.channelId,
    identityId: filed.identityId,
    clientId: null,
    clientFingerprint: null,
    authorId: null,
    automatic: true,
    causeId: message.id,
    kind: isMail ? "email" : "text",
    text: autoReplyText,
    subject: isMail ? answerSubject(message.subject) : null,
    template: null,
    answersId: isMail ? message.id : null,
    at: env.now,
  });
}

function answerSubject(subject: string | null): string {
  const text = subject ?? "";
  return /^re:/i.test(text) ? text : `Re: ${text}`.trim();
}
