import type { InboundMessage } from "#channels/channel.ts";
import { decideIdentity, type KnownIdentities } from "#domain/identity.ts";
import { decideIdentityChange } from "#domain/identity-change.ts";
import type { Instant } from "#domain/time.ts";
import { applyIdentity } from "./apply-identity.ts";
import { createIdentity } from "./create-customer.ts";
import { changeRow, type Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { CustomerFact } from "./facts.ts";
import { customerOf } from "./filing.ts";
import { knownIdentities } from "./known-identities.ts";
import { recordSystemLine } from "./record-line.ts";
import type { ChannelRow } from "./rows.ts";
import { inboundKeys } from "./sender-keys.ts";

/**
 * WhatsApp says who somebody is now (N8, N9): a line in the holder's thread, rows that end and begin. Nobody holds the old
 * ids, or the kind of event is unknown: the journal has it, no customer is made.
 */
export function decideSystemEvent(
  draft: Draft,
  env: RecordEnv,
  event: { fact: CustomerFact; inbound: InboundMessage; channel: ChannelRow; sentAt: Instant },
): void {
  const { fact, inbound, channel, sentAt } = event;
  const { identityChange: change, sender, providerId } = inbound;
  const known = knownIdentities(draft, inboundKeys(inbound));
  const scope = channel.portfolio;
  if (change === undefined) {
    keepAsLine(draft, env, event, known);
    return;
  }
  const { kind, newWaId, newBsuid } = change;
  const oldBsuid = change.oldBsuid ?? sender.bsuid;
  const decision = decideIdentityChange({
    event: { kind, oldWaId: sender.waId, newWaId, oldBsuid, newBsuid, scope, sentAt },
    known,
  });
  if (decision === null) {
    return;
  }
  const { customerId, threadId } = customerOf(draft, env, decision.customer, { name: null, at: sentAt });
  const identityId =
    decision.identity.kind === "existing"
      ? decision.identity.identityId
      : createIdentity(draft, env, customerId, channel.kind);
  const { channelId, journalId, receivedAt } = fact;
  applyIdentity(draft, env, decision, {
    filed: { customerId, identityId, threadId },
    occasion: { scope, at: sentAt, source: { channelId, providerId, journalId, receivedAt } },
  });
  if (kind !== "security-code-changed") {
    answerTo(draft, threadId, { channelId, identityId });
  }
}

/** A kind of event that nobody knows yet is shown to who reads the thread of its sender, as WhatsApp words it. */
function keepAsLine(
  draft: Draft,
  env: RecordEnv,
  { fact, inbound, channel, sentAt }: Parameters<typeof decideSystemEvent>[2],
  known: KnownIdentities,
): void {
  const { waId, bsuid, parentBsuid } = inbound.sender;
  const sender = { waId, bsuid, parentBsuid, scope: channel.portfolio, sentAt };
  const { customer } = decideIdentity({ sender, known });
  const threadId = customer.kind === "new" ? undefined : draft.threadByCustomer.get(customer.customerId);
  if (threadId !== undefined) {
    const { journalId, receivedAt } = fact;
    const source = { channelId: channel.id, providerId: inbound.providerId, journalId, receivedAt };
    recordSystemLine(draft, env, threadId, sentAt, { line: "other", said: inbound.text }, source);
  }
}

/** Who has another number now is answered there, on the channel where that number is known. */
function answerTo(
  draft: Draft,
  threadId: string,
  { channelId, identityId }: { channelId: string; identityId: string },
): void {
  const thread = draft.threads.rows.get(threadId);
  if (thread !== undefined && (thread.replyChannelId ?? channelId) === channelId) {
    changeRow(draft.threads, threadId, { replyChannelId: channelId, replyIdentityId: identityId });
  }
}
