import { statusByTime, timeToLiveMs } from "#domain/delivery-deadline.ts";
import { rankOf } from "#domain/delivery-status.ts";
import { joinStatus } from "#domain/join-status.ts";
import { attemptsOf } from "./attempts.ts";
import { changeRow, type Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { TimePassedFact } from "./facts.ts";
import { settleMessage } from "./settle-message.ts";

/**
 * Ends what time has ended (§5): nothing stays "sending" (P3), and what WhatsApp gave up is no longer awaited. Mails and
 * reactions are never told to have arrived, so for them `sent` is the end.
 */
export function decideTimePassed(draft: Draft, env: RecordEnv, fact: TimePassedFact): void {
  const message = draft.messages.rows.get(fact.messageId);
  if (message === undefined) {
    return;
  }
  const endsAsSent = message.kind === "email" || message.kind === "reaction";
  let hasEnded = false;
  for (const attempt of attemptsOf(draft, message.id)) {
    const report = statusByTime(attempt.state, fact.at, timeToLiveMs(message.category, null));
    if (report !== null && !(report.status === "expired" && endsAsSent)) {
      const state = joinStatus(attempt.state, report);
      const settled = attempt.settled || rankOf(state.status) > rankOf("sending");
      changeRow(draft.attempts, attempt.id, { state, settled });
      hasEnded = true;
    }
  }
  if (hasEnded) {
    settleMessage(draft, env, message.id, { isPlanned: message.status === "queued" });
  }
}
