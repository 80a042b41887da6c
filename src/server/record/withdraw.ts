import { type FailureReason, plannedAttempt } from "#domain/delivery-status.ts";
import { joinStatus } from "#domain/join-status.ts";
import type { Instant } from "#domain/time.ts";
import { addAttempt, attemptsOf } from "./attempts.ts";
import type { Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { MessageRow } from "./rows.ts";
import { settleMessage, showState } from "./settle-message.ts";
import { unqueue } from "./unqueue.ts";

/**
 * Ends a queued message without a call. One that was tried before keeps its end as a last attempt that never had a call,
 * so that a later report about an earlier attempt does not undo it.
 */
export function withdraw(
  draft: Draft,
  env: RecordEnv,
  { message, reason, at }: { message: MessageRow; reason: FailureReason; at: Instant },
): void {
  const state = joinStatus(plannedAttempt, {
    status: reason === "window" ? "expired" : "failed",
    at,
    failure: { reason, code: null, detail: null },
  });
  unqueue(draft, message.id);
  const earlier = attemptsOf(draft, message.id);
  if (earlier.length === 0 || message.channelId === null) {
    showState(draft, env, message.id, { ...state, mayHaveArrivedTwice: false });
    return;
  }
  addAttempt(draft, {
    workspaceId: message.workspaceId,
    id: env.newId(),
    messageId: message.id,
    number: earlier.length + 1,
    channelId: message.channelId,
    identityId: message.identityId,
    leaseId: null,
    providerId: null,
    state,
    attemptAt: at,
    settled: true,
  });
  settleMessage(draft, env, message.id, { isPlanned: false });
}
