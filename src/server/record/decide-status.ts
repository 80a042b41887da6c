import type { InboundStatus } from "#channels/channel.ts";
import { hasReached, isDeliveryStatus, rankOf } from "#domain/delivery-status.ts";
import { joinStatus } from "#domain/join-status.ts";
import type { Instant } from "#domain/time.ts";
import { addRow, changeRow, type Draft, keyOf, removeRow } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { StatusFact } from "./facts.ts";
import { learnRecipient } from "./learn-recipient.ts";
import { nameMessage } from "./name-message.ts";
import { planRetry } from "./plan-retry.ts";
import type { AttemptRow, ParkedRow, PricingReports } from "./rows.ts";
import { takeFreeEntryEnd } from "./settle-free-entry.ts";
import { settleMessage } from "./settle-message.ts";

/** The provider told what became of a message; by wamid first, then by our attempt id, else it is parked (L6, F5). */
export function decideStatus(draft: Draft, env: RecordEnv, fact: StatusFact): void {
  const attempt = findAttempt(draft, fact.channelId, fact.status);
  if (attempt === null) {
    park(draft, env, fact);
    return;
  }
  takeStatus(draft, env, attempt, fact.status);
}

/** Applies the statuses that came before anybody knew whose they were. */
export function releaseParked(draft: Draft, env: RecordEnv, attempt: AttemptRow): void {
  for (const row of [...draft.parked.rows.values()]) {
    const isOurs =
      row.attemptId === attempt.id ||
      (row.channelId === attempt.channelId && row.providerId === attempt.providerId);
    if (isOurs) {
      removeRow(draft.parked, row.id);
      takeStatus(draft, env, attempt, row.fact);
    }
  }
}

function findAttempt(draft: Draft, channelId: string, status: InboundStatus): AttemptRow | null {
  const named = draft.attemptByProvider.get(keyOf(channelId, status.providerId));
  const attempt = draft.attempts.rows.get(named ?? status.attemptId ?? "");
  return attempt !== undefined && attempt.channelId === channelId ? attempt : null;
}

function takeStatus(draft: Draft, env: RecordEnv, attempt: AttemptRow, status: InboundStatus): void {
  const before = draft.attempts.rows.get(attempt.id) ?? attempt;
  const message = draft.messages.rows.get(attempt.messageId);
  if (message === undefined) {
    return;
  }
  nameMessage(draft, before, status.providerId);
  const state = joinStatus(before.state, status.report);
  changeRow(draft.attempts, attempt.id, {
    state,
    settled: before.settled || rankOf(state.status) > rankOf("sending"),
  });
  changeRow(draft.messages, message.id, { reportedPricing: mergePricing(message.reportedPricing, status) });
  takeFreeEntryEnd(draft, message, status.freeEntryUntil);
  learnRecipient(draft, env, { message, recipient: status.recipient, at: status.report.at });
  const retry = state.status === "failed" && before.state.status !== "failed" && status.retryable === true;
  settleMessage(draft, env, message.id, { retry: retry && planRetry(draft, message.id) });
}

/** A `pricing` object comes with `sent` and with one of delivered and read: merged, never expected (§1.8). */
function mergePricing(
  known: PricingReports | null,
  { report, pricing }: InboundStatus,
): PricingReports | null {
  if (pricing === null || !isDeliveryStatus(report.status)) {
    return known;
  }
  const reports = known ?? { sent: null, reached: null };
  if (hasReached(report.status)) {
    return { ...reports, reached: reports.reached ?? pricing };
  }
  return { ...reports, sent: reports.sent ?? pricing };
}

/** Statuses of unknown messages are normal (other apps on the same account): kept for a while, never an error. */
function park(draft: Draft, env: RecordEnv, fact: StatusFact): void {
  const { status } = fact;
  const isSame = (row: ParkedRow) =>
    row.channelId === fact.channelId &&
    row.providerId === status.providerId &&
    row.fact.report.status === status.report.status;
  if ([...draft.parked.rows.values()].some(isSame)) {
    return;
  }
  const id = env.newId();
  addRow(draft.parked, id, {
    workspaceId: fact.workspaceId,
    id,
    channelId: fact.channelId,
    providerId: status.providerId,
    attemptId: readUuid(status.attemptId),
    fact: status,
    receivedAt: fact.receivedAt satisfies Instant,
  });
}

function readUuid(text: string | null): string | null {
  return text !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : null;
}
