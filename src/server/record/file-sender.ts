import type { Party } from "#channels/channel.ts";
import { decideIdentity } from "#domain/identity.ts";
import { decideMailIdentity } from "#domain/mail-identity.ts";
import type { Instant } from "#domain/time.ts";
import { applyIdentity, type Filed } from "./apply-identity.ts";
import { createCustomer, createIdentity } from "./create-customer.ts";
import { addRow, addressKey, changeRow, type Draft, indexAddress, keyOf } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { knownIdentities } from "./known-identities.ts";
import type { ChannelRow } from "./rows.ts";

/** Keys under which a sender may be known; these are what a batch loads. */
export function senderKeys(sender: Party): string[] {
  const keys: string[] = [];
  if (sender.waId !== null) {
    keys.push(addressKey("wa_id", sender.waId));
  }
  if (sender.bsuid !== null) {
    keys.push(addressKey("bsuid", sender.bsuid));
  }
  if (sender.parentBsuid !== null) {
    keys.push(addressKey("parent_bsuid", sender.parentBsuid));
  }
  if (sender.email !== null) {
    keys.push(addressKey("email", sender.email));
  }
  return keys;
}

/** Files a sender with exactly one customer at once (N1–N7, N13); null when the message names nobody. */
export function fileSender(
  draft: Draft,
  env: RecordEnv,
  from: { channel: ChannelRow; sender: Party; sentAt: Instant; answers: readonly string[] },
): (Filed & { fromOtherAddress: boolean }) | null {
  const { sender } = from;
  if (sender.waId === null && sender.bsuid === null && sender.parentBsuid === null) {
    return sender.email === null ? null : fileMailSender(draft, env, { ...from, email: sender.email });
  }
  return fileWhatsAppSender(draft, env, from);
}

function fileWhatsAppSender(
  draft: Draft,
  env: RecordEnv,
  { channel, sender, sentAt }: { channel: ChannelRow; sender: Party; sentAt: Instant },
): Filed & { fromOtherAddress: boolean } {
  const known = knownIdentities(draft, senderKeys(sender));
  const decision = decideIdentity({
    sender: {
      waId: sender.waId,
      bsuid: sender.bsuid,
      parentBsuid: sender.parentBsuid,
      scope: channel.portfolio,
      sentAt,
    },
    known,
  });
  const { customerId, threadId } = customerOf(draft, env, decision.customer, sender, sentAt);
  const identityId =
    decision.identity.kind === "existing"
      ? decision.identity.identityId
      : createIdentity(draft, env, customerId, channel.kind);
  const filed = { customerId, identityId, threadId };
  applyIdentity(draft, env, decision, filed, sentAt);
  learnName(draft, customerId, sender.name);
  const identity = draft.identities.rows.get(identityId);
  if (identity !== undefined && (identity.lastInboundAt === null || identity.lastInboundAt <= sentAt)) {
    changeRow(draft.identities, identityId, {
      lastInboundAt: sentAt,
      lastInboundWaId: sender.waId,
      lastInboundBsuid: sender.bsuid,
    });
  }
  return { ...filed, fromOtherAddress: false };
}

function customerOf(
  draft: Draft,
  env: RecordEnv,
  decided: { kind: "existing"; customerId: string } | { kind: "new" },
  sender: Party,
  at: Instant,
): { customerId: string; threadId: string } {
  if (decided.kind === "new") {
    return createCustomer(draft, env, { name: sender.name, nameSource: "provider", language: null, at });
  }
  const threadId = draft.threadByCustomer.get(decided.customerId);
  if (threadId === undefined) {
    throw new Error(`customer without thread: ${decided.customerId}`);
  }
  return { customerId: decided.customerId, threadId };
}

function fileMailSender(
  draft: Draft,
  env: RecordEnv,
  from: { channel: ChannelRow; sender: Party; sentAt: Instant; answers: readonly string[]; email: string },
): Filed & { fromOtherAddress: boolean } {
  const key = addressKey("email", from.email);
  const held = [...draft.addresses.rows.values()].find((row) => row.matchKey === key && row.validTo === null);
  const decision = decideMailIdentity({
    senderCustomerId: held?.customerId ?? null,
    answered: answeredBy(draft, from.channel.id, from.answers),
  });
  if (decision.kind === "known" && held !== undefined) {
    const { threadId } = customerOf(
      draft,
      env,
      { kind: "existing", customerId: decision.customerId },
      from.sender,
      from.sentAt,
    );
    learnName(draft, decision.customerId, from.sender.name);
    touchIdentity(draft, held.identityId, from.sentAt);
    return {
      customerId: decision.customerId,
      identityId: held.identityId,
      threadId,
      fromOtherAddress: false,
    };
  }
  const customer: { kind: "existing"; customerId: string } | { kind: "new" } =
    decision.kind === "other-address"
      ? { kind: "existing", customerId: decision.customerId }
      : { kind: "new" };
  const { customerId, threadId } = customerOf(draft, env, customer, from.sender, from.sentAt);
  const identityId = createIdentity(draft, env, customerId, from.channel.kind);
  touchIdentity(draft, identityId, from.sentAt);
  addMailAddress(draft, env, {
    customerId,
    identityId,
    email: from.email,
    at: from.sentAt,
    source: decision.kind,
  });
  return { customerId, identityId, threadId, fromOtherAddress: decision.kind === "other-address" };
}

/** The message of ours that the mail names first, and whose it is. */
function answeredBy(draft: Draft, channelId: string, answers: readonly string[]) {
  for (const providerId of answers) {
    const message = draft.messages.rows.get(draft.messageByProvider.get(keyOf(channelId, providerId)) ?? "");
    const customerId =
      message === undefined ? undefined : draft.threads.rows.get(message.threadId)?.customerId;
    if (message !== undefined && customerId !== undefined && message.direction === "out") {
      return { customerId, messageId: message.id };
    }
  }
  return null;
}

function addMailAddress(
  draft: Draft,
  env: RecordEnv,
  {
    customerId,
    identityId,
    email,
    at,
    source,
  }: { customerId: string; identityId: string; email: string; at: Instant; source: string },
): void {
  const row = {
    workspaceId: draft.workspace.workspaceId,
    id: env.newId(),
    customerId,
    identityId,
    kind: "email" as const,
    value: email,
    matchKey: addressKey("email", email),
    scope: "",
    source: source === "other-address" ? "other-address" : "provider",
    validFrom: at,
    validTo: null,
  };
  addRow(draft.addresses, row.id, row);
  indexAddress(draft, row);
}

function touchIdentity(draft: Draft, identityId: string, at: Instant): void {
  const identity = draft.identities.rows.get(identityId);
  if (identity !== undefined && (identity.lastInboundAt === null || identity.lastInboundAt < at)) {
    changeRow(draft.identities, identityId, { lastInboundAt: at });
  }
}

/** A name that the provider tells fills an empty one; what an agent wrote stays. */
function learnName(draft: Draft, customerId: string, name: string | null): void {
  const customer = draft.customers.rows.get(customerId);
  if (customer !== undefined && name !== null && customer.name === null) {
    changeRow(draft.customers, customerId, { name, nameSource: "provider" });
  }
}
