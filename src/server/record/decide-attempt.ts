import type { SendOutcome } from "#channels/channel.ts";
import { readCategory } from "#domain/category.ts";
import { startAttempt } from "#domain/delivery-status.ts";
import { type Answer, joinAnswer } from "#domain/join-status.ts";
import type { Instant } from "#domain/time.ts";
import { addAttempt, attemptsOf } from "./attempts.ts";
import { releaseParked } from "./decide-status.ts";
import { changeRow, type Draft, removeRow } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { AttemptFinishedFact, AttemptStartedFact, WithdrawnFact } from "./facts.ts";
import { isHeld, releaseHeld } from "./held-mail.ts";
import { learnRecipient } from "./learn-recipient.ts";
import { nameMessage } from "./name-message.ts";
import type { AttemptRow } from "./rows.ts";
import { settleMessage } from "./settle-message.ts";
import { withdraw } from "./withdraw.ts";

/** Delivery is about to call the provider: the attempt row is committed before the first byte leaves. */
export function decideAttemptStarted(draft: Draft, env: RecordEnv, fact: AttemptStartedFact): void {
  const message = draft.messages.rows.get(fact.messageId);
  if (message === undefined || message.channelId === null) {
    return;
  }
  const attempt: AttemptRow = {
    workspaceId: fact.workspaceId,
    id: fact.attemptId,
    messageId: message.id,
    number: attemptsOf(draft, message.id).length + 1,
    channelId: message.channelId,
    identityId: message.identityId,
    leaseId: fact.leaseId,
    providerId: null,
    state: startAttempt(fact.at),
    attemptAt: fact.at,
    settled: false,
  };
  addAttempt(draft, attempt);
  if (attempt.number === 1 && isHeld(message)) {
    releaseHeld(draft, message);
  }
  if (fact.providerId !== null) {
    nameMessage(draft, attempt, fact.providerId);
  }
  const category = readCategory(fact.category ?? "");
  if (category !== null && category !== message.category && message.kind === "template") {
    changeRow(draft.messages, message.id, { category });
  }
  settleMessage(draft, env, message.id, { isPlanned: false });
}

/**
 * The provider answered, or surely or perhaps did not. A `failed` that will be tried again shows as queued (L5), be it
 * planned now or by a status that overtook the answer.
 */
export function decideAttemptFinished(draft: Draft, env: RecordEnv, fact: AttemptFinishedFact): void {
  const attempt = draft.attempts.rows.get(fact.attemptId);
  const message = draft.messages.rows.get(fact.messageId);
  if (attempt === undefined || message === undefined) {
    return;
  }
  const { outcome } = fact;
  const isPlanned = fact.retry || message.status === "queued";
  const state = joinAnswer(attempt.state, answerOf(outcome, fact.at));
  const answered = changeRow(draft.attempts, attempt.id, { state, settled: true });
  if (outcome.kind === "accepted") {
    nameMessage(draft, answered, outcome.providerId);
    learnRecipient(draft, env, { message, recipient: outcome.recipient, at: fact.at });
    releaseParked(draft, env, attempt.id);
  }
  settleMessage(draft, env, message.id, { isPlanned });
}

/** The message ends without a call: the window closed while it waited (L1), or the automatic answer was overtaken (R11). */
export function decideWithdrawn(draft: Draft, env: RecordEnv, fact: WithdrawnFact): void {
  const message = draft.messages.rows.get(fact.messageId);
  if (message === undefined) {
    return;
  }
  if (fact.attemptId !== null && draft.attempts.rows.has(fact.attemptId)) {
    draft.attemptsByMessage.get(message.id)?.delete(fact.attemptId);
    removeRow(draft.attempts, fact.attemptId);
  }
  withdraw(draft, env, { message, reason: fact.reason, at: fact.at });
}

function answerOf(outcome: SendOutcome, at: Instant): Answer {
  switch (outcome.kind) {
    case "accepted":
      return { kind: outcome.held ? "held" : "accepted", at };
    case "refused":
      return { kind: "refused", at, failure: outcome.failure };
    case "unknown":
      return { kind: "lost", at, failure: { reason: "lost-answer", code: null, detail: outcome.detail } };
    default:
      return outcome satisfies never;
  }
}
