import type { AddressKind } from "#domain/address.ts";
import type { ChannelHealth } from "#domain/channel-health.ts";
import type { Instant } from "#domain/time.ts";
import type { Transaction } from "../../db/connect.ts";

export type ThreadTarget = {
  id: string;
  customerId: string;
  blockedAt: Instant | null;
  marketingStoppedAt: Instant | null;
  customerLanguage: string | null;
  replyChannelId: string | null;
  replyIdentityId: string | null;
};

/** A thread with what its customer allows. */
export async function findThreadTarget(
  db: Transaction,
  workspaceId: string,
  threadId: string,
): Promise<ThreadTarget | null> {
  const rows = await db.query<ThreadTarget>({
    name: "target_find_thread",
    text: `select t.id, t.customer_id as "customerId", c.blocked_at as "blockedAt",
        c.marketing_stopped_at as "marketingStoppedAt", c.language as "customerLanguage", t.reply_channel_id as "replyChannelId",
        t.reply_identity_id as "replyIdentityId"
      from threads t join customers c on c.workspace_id = t.workspace_id and c.id = t.customer_id
      where t.workspace_id = $1 and t.id = $2 and t.merged_into is null`,
    values: [workspaceId, threadId],
  });
  return rows[0] ?? null;
}

export type ChannelTarget = {
  id: string;
  kind: string;
  state: string;
  health: ChannelHealth | null;
  accountRef: string | null;
  portfolio: string;
  timeZone: string;
};

export async function findChannelTarget(
  db: Transaction,
  workspaceId: string,
  channelId: string,
): Promise<ChannelTarget | null> {
  const rows = await db.query<ChannelTarget>({
    name: "target_find_channel",
    text: `select id, kind, state, account_ref as "accountRef", portfolio, time_zone as "timeZone",
        (select h.health from channel_health h where h.workspace_id = $1 and h.channel_id = $2) as health
      from channels where workspace_id = $1 and id = $2`,
    values: [workspaceId, channelId],
  });
  return rows[0] ?? null;
}

export type IdentityTarget = {
  id: string;
  lastInboundAt: Instant | null;
  lastInboundWaId: string | null;
  lastInboundBsuid: string | null;
  lastAnswerWaId: string | null;
};

/** The customer's identities on one kind of channel: those with an address, then who wrote last, then who was added last. */
export async function listIdentityTargets(
  db: Transaction,
  workspaceId: string,
  { customerId, kind }: { customerId: string; kind: string },
): Promise<IdentityTarget[]> {
  return db.query<IdentityTarget>({
    name: "target_list_identities",
    text: `select id, last_inbound_at as "lastInboundAt", last_inbound_wa_id as "lastInboundWaId",
        last_inbound_bsuid as "lastInboundBsuid", last_answer_wa_id as "lastAnswerWaId"
      from identities i where i.workspace_id = $1 and i.customer_id = $2 and i.kind = $3
      order by exists (select 1 from addresses a
        where a.workspace_id = $1 and a.identity_id = i.id and a.valid_to is null) desc, last_inbound_at desc nulls last, created_at desc, id desc`,
    values: [workspaceId, customerId, kind],
  });
}

export type AddressTarget = {
  id: string;
  customerId: string;
  identityId: string;
  kind: AddressKind;
  value: string;
  scope: string;
  validFrom: Instant;
  validTo: Instant | null;
};

/** Current and ended addresses of an identity. */
export async function listAddressTargets(
  db: Transaction,
  workspaceId: string,
  identityId: string,
): Promise<AddressTarget[]> {
  return db.query<AddressTarget>({
    name: "target_list_addresses",
    text: `select id, customer_id as "customerId", identity_id as "identityId", kind, value, scope,
        valid_from as "validFrom", valid_to as "validTo"
      from addresses where workspace_id = $1 and identity_id = $2`,
    values: [workspaceId, identityId],
  });
}

export type WindowTarget = {
  lastCustomerMessageAt: Instant | null;
  refusedAttemptAt: Instant | null;
  referralAt: Instant | null;
  freeEntryOpenerId: string | null;
  freeEntryStartsAt: Instant | null;
  freeEntryEndsAt: Instant | null;
};

export async function findWindowTarget(
  db: Transaction,
  workspaceId: string,
  { channelId, identityId }: { channelId: string; identityId: string },
): Promise<WindowTarget | null> {
  const rows = await db.query<WindowTarget>({
    name: "target_find_window",
    text: `select last_customer_message_at as "lastCustomerMessageAt", refused_attempt_at as "refusedAttemptAt",
        referral_at as "referralAt", free_entry_opener_id as "freeEntryOpenerId", free_entry_starts_at as "freeEntryStartsAt",
        free_entry_ends_at as "freeEntryEndsAt"
      from windows where workspace_id = $1 and channel_id = $2 and identity_id = $3`,
    values: [workspaceId, channelId, identityId],
  });
  return rows[0] ?? null;
}

/** The customer's newest mail in this thread on this mailbox: a mail of ours answers it. */
export async function findMailToAnswer(
  db: Transaction,
  workspaceId: string,
  { threadId, channelId, identityId }: { threadId: string; channelId: string; identityId: string },
): Promise<string | null> {
  const rows = await db.query<{ id: string }>({
    name: "target_find_mail_to_answer",
    text: `select id from messages
      where workspace_id = $1 and thread_id = $2 and channel_id = $3 and identity_id = $4 and direction = 'in'
      order by sent_at desc, seq desc limit 1`,
    values: [workspaceId, threadId, channelId, identityId],
  });
  return rows[0]?.id ?? null;
}

/** Whether a message can be quoted: of the same thread, number or mailbox and person, and known to the provider. */
export async function canBeAnswered(
  db: Transaction,
  workspaceId: string,
  message: { id: string; threadId: string; channelId: string; identityId: string },
): Promise<boolean> {
  const rows = await db.query<{ found: boolean }>({
    name: "target_can_be_answered",
    text: `select exists (select 1 from messages where workspace_id = $1 and id = $2 and thread_id = $3
      and channel_id = $4 and identity_id = $5 and provider_id is not null) as found`,
    values: [workspaceId, message.id, message.threadId, message.channelId, message.identityId],
  });
  return rows[0]?.found ?? false;
}

/** A message that a reaction is put on, with where it came from or went to. */
export type ReactedTarget = {
  channelId: string | null;
  identityId: string | null;
  isKnownToProvider: boolean;
  isReaction: boolean;
  sentAt: Instant;
};

/** A message of a thread as a reaction sees it: what the customer deleted is no longer there. */
export async function findReactedMessage(
  db: Transaction,
  workspaceId: string,
  { id, threadId }: { id: string; threadId: string },
): Promise<ReactedTarget | null> {
  const rows = await db.query<ReactedTarget>({
    name: "target_find_reacted_message",
    text: `select channel_id as "channelId", identity_id as "identityId", sent_at as "sentAt",
        provider_id is not null and direction in ('in', 'out') and kind not in ('revoke', 'system', 'email')
          as "isKnownToProvider",
        kind = 'reaction' as "isReaction"
      from messages where workspace_id = $1 and id = $2 and thread_id = $3`,
    values: [workspaceId, id, threadId],
  });
  return rows[0] ?? null;
}
