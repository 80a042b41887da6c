import { clampSentAt } from "#domain/window.ts";
import { completePlaceholder } from "./complete-placeholder.ts";
import { decideSystemEvent } from "./decide-system-event.ts";
import { type Draft, keyOf } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { CustomerFact } from "./facts.ts";
import { fileSender } from "./file-sender.ts";
import { learnOwnPhone } from "./learn-own-phone.ts";
import { textParameter } from "./parameter.ts";
import type { MessageRow } from "./rows.ts";
import { takeMessage } from "./take-message.ts";
import { takeReaction } from "./take-reaction.ts";

/** A customer wrote or reacted: one message, one unread, one event, at most one automatic answer, whatever comes twice (P2). */
export function decideCustomer(draft: Draft, env: RecordEnv, fact: CustomerFact): void {
  const { inbound } = fact;
  const channel = draft.channels.get(fact.channelId);
  if (channel === undefined) {
    // Disconnected a moment ago: kept, and filed when it is connected again (F30).
    const { journalId } = fact;
    draft.problems.push({ journalId, reason: "unknown-channel", detail: inbound.channelRef });
    return;
  }
  const knownId = draft.messageByProvider.get(keyOf(fact.channelId, inbound.providerId));
  if (knownId !== undefined) {
    const known = draft.messages.rows.get(knownId);
    if (known === undefined || !completePlaceholder(draft, env, { fact, known })) {
      noteDifference(draft, fact, known);
    }
    return;
  }
  const sentAt = sentAtOf(fact);
  if (inbound.type === "message" && inbound.event === "system") {
    decideSystemEvent(draft, env, { fact, inbound, channel, sentAt });
    return;
  }
  const filed = fileSender(draft, env, {
    channel,
    sender: inbound.sender,
    sentAt,
    answers: inbound.type === "message" ? inbound.answers : [],
    wroteHere: inbound.type === "reaction" || !isAboutSender(inbound),
  });
  if (filed === null) {
    draft.problems.push({ journalId: fact.journalId, reason: "sender-missing", detail: inbound.providerId });
    return;
  }
  if (inbound.type === "reaction") {
    takeReaction(draft, env, { channel, filed, inbound, sentAt });
    return;
  }
  takeMessage(draft, env, { fact, inbound, channel, filed, sentAt });
  if (inbound.ownPhone !== undefined) {
    learnOwnPhone(draft, env, { filed, scope: channel.portfolio, waId: inbound.ownPhone, at: sentAt });
  }
}

/** When it was sent: the provider's time within bounds; imported history is older than any bound (§1). */
export function sentAtOf({ inbound, receivedAt }: Pick<CustomerFact, "inbound" | "receivedAt">): number {
  const stated = inbound.sentAt ?? receivedAt;
  const isImported = inbound.type === "message" && inbound.event === "history";
  return isImported ? stated : clampSentAt(stated, receivedAt);
}

/** What we wrote to somebody, and what a provider tells about them, is no message of theirs: nothing is answered to it. */
function isAboutSender({ event, writtenByUs }: { event: string; writtenByUs?: object }): boolean {
  return event === "preference" || writtenByUs !== undefined;
}

/**
 * The first body with an id wins (F2); one that says something else is kept for a person to look at. What we wrote comes
 * again as the provider shows it (imported history): that is no other body.
 */
function noteDifference(
  draft: Draft,
  { inbound, journalId }: CustomerFact,
  known: MessageRow | undefined,
): void {
  if (inbound.type !== "message" || known?.direction !== "in" || inbound.writtenByUs !== undefined) {
    return;
  }
  const text = inbound.text === null ? null : textParameter(inbound.text);
  if (known.kind !== inbound.kind || known.text !== text) {
    draft.problems.push({ journalId, reason: "changed-copy", detail: inbound.providerId });
  }
}
