import type { Party } from "#channels/channel.ts";
import { decideIdentity } from "#domain/identity.ts";
import type { Instant } from "#domain/time.ts";
import { applyIdentity, type Filed } from "./apply-identity.ts";
import { createCustomer, createIdentity } from "./create-customer.ts";
import { changeRow, type Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { fileMailSender } from "./file-mail-sender.ts";
import { knownIdentities } from "./known-identities.ts";
import type { ChannelRow } from "./rows.ts";
import { senderKeys } from "./sender-keys.ts";

/** Somebody on one of our channels at one moment; `wroteHere`: it is their own message, not one to or about them. */
export type Sending = {
  channel: ChannelRow;
  sender: Party;
  sentAt: Instant;
  answers: readonly string[];
  wroteHere: boolean;
};

/** Where a message was filed; `otherAddress`: the unknown address of a mail that answers one of ours (N13). */
export type FiledSender = Filed & { otherAddress: string | null };

/** Files a sender with exactly one customer at once (N1–N7, N13); null when the message names nobody. */
export function fileSender(draft: Draft, env: RecordEnv, sending: Sending): FiledSender | null {
  const { waId, bsuid, parentBsuid, email } = sending.sender;
  if (waId === null && bsuid === null && parentBsuid === null) {
    return email === null ? null : fileMailSender(draft, env, { ...sending, email });
  }
  return fileWhatsAppSender(draft, env, sending);
}

function fileWhatsAppSender(
  draft: Draft,
  env: RecordEnv,
  { channel, sender, sentAt, wroteHere }: Sending,
): FiledSender {
  const scope = channel.portfolio;
  const { waId, bsuid, parentBsuid, name } = sender;
  const decision = decideIdentity({
    sender: { waId, bsuid, parentBsuid, scope, sentAt },
    known: knownIdentities(draft, senderKeys(sender)),
  });
  const { customerId, threadId } = customerOf(draft, env, decision.customer, { name, at: sentAt });
  const identityId =
    decision.identity.kind === "existing"
      ? decision.identity.identityId
      : createIdentity(draft, env, customerId, channel.kind);
  const filed = { customerId, identityId, threadId };
  applyIdentity(draft, env, decision, { filed, occasion: { scope, at: sentAt } });
  learnName(draft, customerId, name);
  const lastAt = draft.identities.rows.get(identityId)?.lastInboundAt ?? null;
  if (wroteHere && (lastAt === null || lastAt <= sentAt)) {
    changeRow(draft.identities, identityId, {
      lastInboundAt: sentAt,
      lastInboundWaId: waId,
      lastInboundBsuid: bsuid,
    });
  }
  return { ...filed, otherAddress: null };
}

/** The customer that was decided for, made when it is new. */
export function customerOf(
  draft: Draft,
  env: RecordEnv,
  decided: { kind: "existing"; customerId: string } | { kind: "new" },
  { name, at }: { name: string | null; at: Instant },
): { customerId: string; threadId: string } {
  if (decided.kind === "new") {
    return createCustomer(draft, env, { name, nameSource: "provider", language: null, at });
  }
  const threadId = draft.threadByCustomer.get(decided.customerId);
  if (threadId === undefined) {
    throw new Error(`customer without thread: ${decided.customerId}`);
  }
  return { customerId: decided.customerId, threadId };
}

/** A name that the provider tells fills an empty one; what an agent wrote stays. */
export function learnName(draft: Draft, customerId: string, name: string | null): void {
  const customer = draft.customers.rows.get(customerId);
  if (customer !== undefined && name !== null && customer.name === null) {
    changeRow(draft.customers, customerId, { name, nameSource: "provider" });
  }
}
