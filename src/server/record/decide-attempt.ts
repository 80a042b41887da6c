import type { SendOutcome } from "#channels/channel.ts";
import { plannedAttempt, startAttempt } from "#domain/delivery-status.ts";
import { type Answer, joinAnswer, joinStatus } from "#domain/join-status.ts";
import type { Instant } from "#domain/time.ts";
import { releaseParked } from "./decide-status.ts";
import { addRow, changeRow, type Draft, removeRow } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { AttemptFinishedFact, AttemptStartedFact, WithdrawnFact } from "./facts.ts";
import { learnRecipient } from "./learn-recipient.ts";
import { nameMessage } from "./name-message.ts";
import type { AttemptRow } from "./rows.ts";
import { settleMessage, showState } from "./settle-message.ts";

/** Delivery is about to call the provider: the attempt row is committed before the first byte leaves. */
export function decideAttemptStarted(draft: Draft, env: RecordEnv, fact: AttemptStartedFact): void {
  const message = draft.messages.rows.get(fact.messageId);
  if (message === undefined || message.channelId === null) {
    return;
  }
  const number = 1 + [...draft.attempts.rows.values()].filter((row) => row.messageId === message.id).length;
  const attempt: AttemptRow = {
    workspaceId: fact.workspaceId,
    id: fact.attemptId,
    messageId: message.id,
    number,
    channelId: message.channelId,
    identityId: message.identityId,
    leaseId: fact.leaseId,
    providerId: null,
    state: startAttempt(fact.at),
    attemptAt: fact.at,
    settled: false,
  };
  addRow(draft.attempts, attempt.id, attempt);
  if (fact.providerId !== null) {
    nameMessage(draft, attempt, fact.providerId);
  }
  settleMessage(draft, env, message.id, { retry: false });
}

/** The provider answered, or surely or perhaps did not. A `failed` that will be tried again shows as queued (L5). */
export function decideAttemptFinished(draft: Draft, env: RecordEnv, fact: AttemptFinishedFact): void {
  const attempt = draft.attempts.rows.get(fact.attemptId);
  const message = draft.messages.rows.get(fact.messageId);
  if (attempt === undefined || message === undefined) {
    return;
  }
  const { outcome } = fact;
  const state = joinAnswer(attempt.state, answerOf(outcome, fact.at));
  const answered = changeRow(draft.attempts, attempt.id, { state, settled: true });
  if (outcome.kind === "accepted") {
    nameMessage(draft, answered, outcome.providerId);
    learnRecipient(draft, env, { message, recipient: outcome.recipient, at: fact.at });
    releaseParked(draft, env, { ...answered, providerId: outcome.providerId });
  }
  settleMessage(draft, env, message.id, { retry: fact.retry });
}

/** The message ends without a call: the window closed while it waited (L1), or the automatic answer was overtaken (R11). */
export function decideWithdrawn(draft: Draft, env: RecordEnv, fact: WithdrawnFact): void {
  const message = draft.messages.rows.get(fact.messageId);
  if (message === undefined) {
    return;
  }
  if (fact.attemptId !== null) {
    removeRow(draft.attempts, fact.attemptId);
  }
  const state = joinStatus(plannedAttempt, {
    status: fact.reason === "window" ? "expired" : "failed",
    at: fact.at,
    failure: { reason: fact.reason, code: null, detail: null },
  });
  draft.unqueued.add(message.id);
  showState(draft, env, message.id, { ...state, mayHaveArrivedTwice: false });
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
