import type { Transaction } from "../db/connect.ts";
import type {
  AddressRecord,
  AllowanceRow,
  AttemptRow,
  ChannelRow,
  ChargeRow,
  CustomerRow,
  IdentityRow,
  MessageRow,
  ThreadRow,
  WindowRow,
  WorkspaceRow,
} from "./rows.ts";
import {
  addressTable,
  allowanceTable,
  attemptTable,
  channelTable,
  chargeTable,
  customerTable,
  identityTable,
  messageTable,
  threadTable,
  windowTable,
} from "./tables.ts";

type Provider = { channelId: string; providerId: string };

/**
 * Locks the counters in order, counts the turn, and reads what belongs to the workspaces themselves, their automatic reply
 * too: the first statement of every writer. Nobody changes anything without a turn.
 */
export function lockWorkspaces(db: Transaction, workspaceIds: readonly string[]): Promise<WorkspaceRow[]> {
  return db.query<WorkspaceRow>({
    name: "record_lock_workspaces",
    text: `with held as materialized (
             select workspace_id from workspace_counters where workspace_id = any($1::uuid[])
             order by workspace_id for update),
           c as (
             update workspace_counters t set turn = t.turn + 1 from held where t.workspace_id = held.workspace_id
             returning t.workspace_id, t.event_seq, t.message_seq, t.turn)
           select c.workspace_id as "workspaceId", c.event_seq as "eventSeq", c.message_seq as "messageSeq", c.turn,
             w.time_zone as "timeZone", w.country, w.currency, coalesce(r.enabled, false) as "autoReplyIsOn",
             coalesce(r.text, '') as "autoReplyText", coalesce(r.every_hours, 0)::float8 as "everyHours",
             coalesce(r.quiet_minutes, 0)::float8 as "quietMinutes", w.utility_window as "utilityWindow",
             w.free_entry_hours as "freeEntryHours"
           from c join workspaces w on w.workspace_id = c.workspace_id
           left join auto_reply_rules r on r.workspace_id = c.workspace_id order by c.workspace_id`,
    values: [workspaceIds],
  });
}

/** All channels of the workspaces: few rows. */
export function loadChannels(db: Transaction, workspaceIds: readonly string[]): Promise<ChannelRow[]> {
  return db.query<ChannelRow>({
    name: "record_load_channels",
    text: `select ${channelTable.list} from channels t where t.workspace_id = any($1::uuid[])`,
    values: [workspaceIds],
  });
}

/** Messages by the provider's ids: seen before, quoted, reacted to. */
export function loadMessagesByProvider(
  db: Transaction,
  workspaceId: string,
  providers: readonly Provider[],
): Promise<MessageRow[]> {
  return db.query<MessageRow>({
    name: "record_load_messages_by_provider",
    text: `select ${messageTable.list} from unnest($2::uuid[], $3::text[]) as k(channel_id, provider_id)
           join messages t on t.workspace_id = $1 and t.channel_id = k.channel_id and t.provider_id = k.provider_id`,
    values: [workspaceId, providers.map((key) => key.channelId), providers.map((key) => key.providerId)],
  });
}

/** All attempts of messages. */
export function loadAttemptsOf(
  db: Transaction,
  workspaceId: string,
  messageIds: readonly string[],
): Promise<AttemptRow[]> {
  return db.query<AttemptRow>({
    name: "record_load_attempts_of",
    text: `select ${attemptTable.list} from attempts t where t.workspace_id = $1 and t.message_id = any($2::uuid[])`,
    values: [workspaceId, messageIds],
  });
}

/** Messages by id. */
export function loadMessages(
  db: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<MessageRow[]> {
  return db.query<MessageRow>({
    name: "record_load_messages",
    text: `select ${messageTable.list} from messages t where t.workspace_id = $1 and t.id = any($2::uuid[])`,
    values: [workspaceId, ids],
  });
}

/** All addresses, current and ended, of every customer that one of the keys leads to. */
export function loadAddresses(
  db: Transaction,
  workspaceId: string,
  keys: readonly string[],
): Promise<AddressRecord[]> {
  return db.query<AddressRecord>({
    name: "record_load_addresses",
    text: `select ${addressTable.list} from addresses t
           where t.workspace_id = $1 and t.customer_id in (
             select a.customer_id from addresses a where a.workspace_id = $1 and a.match_key = any($2::text[]))`,
    values: [workspaceId, keys],
  });
}

/** All addresses, current and ended, of customers. */
export function loadAddressesOf(
  db: Transaction,
  workspaceId: string,
  customerIds: readonly string[],
): Promise<AddressRecord[]> {
  return db.query<AddressRecord>({
    name: "record_load_addresses_of",
    text: `select ${addressTable.list} from addresses t where t.workspace_id = $1 and t.customer_id = any($2::uuid[])`,
    values: [workspaceId, customerIds],
  });
}

/** Threads by id. */
export function loadThreads(
  db: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<ThreadRow[]> {
  return db.query<ThreadRow>({
    name: "record_load_threads",
    text: `select ${threadTable.list} from threads t where t.workspace_id = $1 and t.id = any($2::uuid[])`,
    values: [workspaceId, ids],
  });
}

/** Customers by id. */
export function loadCustomers(
  db: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<CustomerRow[]> {
  return db.query<CustomerRow>({
    name: "record_load_customers",
    text: `select ${customerTable.list} from customers t where t.workspace_id = $1 and t.id = any($2::uuid[])`,
    values: [workspaceId, ids],
  });
}

/** All identities of customers. */
export function loadIdentities(
  db: Transaction,
  workspaceId: string,
  customerIds: readonly string[],
): Promise<IdentityRow[]> {
  return db.query<IdentityRow>({
    name: "record_load_identities",
    text: `select ${identityTable.list} from identities t where t.workspace_id = $1 and t.customer_id = any($2::uuid[])`,
    values: [workspaceId, customerIds],
  });
}

/** All windows of customers: one for each channel that one of their identities ever wrote on. */
export function loadWindowsOf(
  db: Transaction,
  workspaceId: string,
  { channelIds, customerIds }: { channelIds: readonly string[]; customerIds: readonly string[] },
): Promise<WindowRow[]> {
  return db.query<WindowRow>({
    name: "record_load_windows_of",
    text: `select ${windowTable.list} from identities i
           join windows t on t.workspace_id = $1 and t.channel_id = any($2::uuid[]) and t.identity_id = i.id
           where i.workspace_id = $1 and i.customer_id = any($3::uuid[])`,
    values: [workspaceId, channelIds, customerIds],
  });
}

/** The last ledger line of each message. */
export function loadCharges(
  db: Transaction,
  workspaceId: string,
  messageIds: readonly string[],
): Promise<ChargeRow[]> {
  return db.query<ChargeRow>({
    name: "record_load_charges",
    text: `select distinct on (t.message_id) ${chargeTable.list} from charges t
           where t.workspace_id = $1 and t.message_id = any($2::uuid[]) order by t.message_id, t.entry desc`,
    values: [workspaceId, messageIds],
  });
}

/** Free texts by month of the workspace's numbers, the last months. */
export function loadAllowances(
  db: Transaction,
  workspaceId: string,
  channelIds: readonly string[],
): Promise<AllowanceRow[]> {
  return db.query<AllowanceRow>({
    name: "record_load_allowances",
    text: `select ${allowanceTable.list} from allowances t where t.workspace_id = $1 and t.channel_id = any($2::uuid[])`,
    values: [workspaceId, channelIds],
  });
}
