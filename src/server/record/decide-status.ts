import type { InboundStatus } from "#channels/channel.ts";
import { hasReached, isDeliveryStatus, rankOf } from "#domain/delivery-status.ts";
import { joinStatus } from "#domain/join-status.ts";
import { changeRow, type Draft, keyOf } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { StatusFact } from "./facts.ts";
import { learnRecipient } from "./learn-recipient.ts";
import { nameMessage } from "./name-message.ts";
import { park, unpark } from "./parked.ts";
import { planRetry } from "./plan-retry.ts";
import type { AttemptRow, PricingReports } from "./rows.ts";
import { takeFreeEntryEnd } from "./settle-free-entry.ts";
import { settleMessage } from "./settle-message.ts";

/** The provider told what became of a message; by wamid first, then by our attempt id, else it is parked (L6, F5). */
export function decideStatus(draft: Draft, env: RecordEnv, fact: StatusFact): void {
  const attempt = findAttempt(draft, fact.channelId, fact.status);
  if (attempt === null) {
    park(draft, env, fact);
    return;
  }
  takeStatus(draft, env, { attempt, status: fact.status });
  releaseParked(draft, env, attempt.id);
}

/** Applies the statuses that came before anybody knew whose they were. */
export function releaseParked(draft: Draft, env: RecordEnv, attemptId: string): void {
  const attempt = draft.attempts.rows.get(attemptId);
  if (attempt !== undefined) {
    for (const row of unpark(draft, attempt)) {
      takeStatus(draft, env, { attempt, status: row.fact });
    }
  }
}

function findAttempt(draft: Draft, channelId: string, status: InboundStatus): AttemptRow | null {
  const named = draft.attemptByProvider.get(keyOf(channelId, status.providerId));
  const attempt = draft.attempts.rows.get(named ?? status.attemptId ?? "");
  return attempt !== undefined && attempt.channelId === channelId ? attempt : null;
}

function takeStatus(
  draft: Draft,
  env: RecordEnv,
  { attempt, status }: { attempt: AttemptRow; status: InboundStatus },
): void {
  const before = draft.attempts.rows.get(attempt.id) ?? attempt;
  const message = draft.messages.rows.get(attempt.messageId);
  if (message === undefined) {
    return;
  }
  nameMessage(draft, before, status.providerId);
  const state = joinStatus(before.state, status.report);
  const joined = changeRow(draft.attempts, attempt.id, {
    state,
    settled: before.settled || rankOf(state.status) > rankOf("sending"),
  });
  changeRow(draft.messages, message.id, { reportedPricing: mergePricing(message.reportedPricing, status) });
  takeFreeEntryEnd(draft, message, status.freeEntryUntil);
  learnRecipient(draft, env, { message, recipient: status.recipient, at: status.report.at });
  const failsNow = state.status === "failed" && before.state.status !== "failed";
  const isRetried = failsNow && status.retryable === true && planRetry(draft, joined);
  settleMessage(draft, env, message.id, { isPlanned: isRetried || message.status === "queued" });
}

/** A `pricing` object comes with `sent` and with one of delivered and read: merged, never expected; the later one wins (M9). */
function mergePricing(
  known: PricingReports | null,
  { report, pricing }: InboundStatus,
): PricingReports | null {
  if (pricing === null || !isDeliveryStatus(report.status)) {
    return known;
  }
  const reports = known ?? { sent: null, reached: null };
  if (!hasReached(report.status)) {
    return { ...reports, sent: reports.sent ?? pricing };
  }
  const { reachedBy = "sent" } = reports;
  return rankOf(report.status) > rankOf(reachedBy)
    ? { ...reports, reached: pricing, reachedBy: report.status }
    : reports;
}
