import type { TagView } from "#contract/tags.ts";
import type { ThreadStatus } from "#contract/threads.ts";
import type { Instant } from "#domain/time.ts";
import type { Transaction } from "../../db/connect.ts";
import type { LastMessage } from "../../record/rows.ts";
import { joinContact } from "../contact.queries.ts";

/** One window as stored; times as milliseconds. */
export type WindowColumns = {
  channelId: string;
  identityId: string;
  lastCustomerMessageAt: Instant | null;
  refusedAttemptAt: Instant | null;
};

export type ThreadRow = {
  id: string;
  customerId: string;
  customerName: string | null;
  phone: string | null;
  email: string | null;
  username: string | null;
  account: string | null;
  lastMessage: LastMessage | null;
  lastActivityAt: Instant;
  unread: number;
  waitingSince: Instant | null;
  waitingChannelId: string | null;
  waitingIdentityId: string | null;
  status: ThreadStatus;
  snoozedUntil: Instant | null;
  tags: TagView[] | null;
  assigneeId: string | null;
  assigneeName: string | null;
  windows: WindowColumns[] | null;
  identityIds: string[] | null;
  version: number;
  language: string | null;
  blockedAt: Instant | null;
  marketingStoppedAt: Instant | null;
  replyChannelId: string | null;
  replyIdentityId: string | null;
  mergedInto: string | null;
  sortedBy: Instant;
};

const milliseconds = (column: string) => `(date_part('epoch', ${column}) * 1000)::bigint`;

/** What is shown of a thread `t`; $2: the kinds of channels that have windows. */
export const threadColumns = `t.id, t.customer_id as "customerId", c.name as "customerName",
  a.phone, a.email, a.username, a.account,
  t.last_message as "lastMessage", t.last_activity_at as "lastActivityAt", t.unread,
  t.waiting_since as "waitingSince", t.waiting_channel_id as "waitingChannelId",
  t.waiting_identity_id as "waitingIdentityId", t.status, t.snoozed_until as "snoozedUntil",
  t.assignee_id as "assigneeId", u.name as "assigneeName",
  (select json_agg(json_build_object('channelId', w.channel_id, 'identityId', w.identity_id,
      'lastCustomerMessageAt', ${milliseconds("w.last_customer_message_at")},
      'refusedAttemptAt', ${milliseconds("w.refused_attempt_at")}))
    from windows w where w.workspace_id = t.workspace_id and w.thread_id = t.id) as windows,
  (select json_agg(json_build_object('id', g.id, 'name', g.name, 'color', g.color) order by lower(g.name), g.id)
    from thread_tags x join tags g on g.workspace_id = x.workspace_id and g.id = x.tag_id
    where x.workspace_id = t.workspace_id and x.thread_id = t.id) as tags,
  (select json_agg(i.id order by i.created_at, i.id) from identities i
    where i.workspace_id = t.workspace_id and i.customer_id = t.customer_id and i.kind = any($2::text[])) as "identityIds",
  t.version, c.language, c.blocked_at as "blockedAt", c.marketing_stopped_at as "marketingStoppedAt",
  t.reply_channel_id as "replyChannelId", t.reply_identity_id as "replyIdentityId",
  t.merged_into as "mergedInto"`;

/** Who the thread is with, how they are reached, and who answers. */
export const threadJoins = `join customers c on c.workspace_id = t.workspace_id and c.id = t.customer_id
  left join auth.users u on u.id = t.assignee_id
  ${joinContact("a", { workspaceId: "t.workspace_id", customerId: "t.customer_id" })}`;

/** One thread as the list shows it, or null. */
export async function findThread(
  db: Transaction,
  { workspaceId, windowKinds, id }: { workspaceId: string; windowKinds: readonly string[]; id: string },
): Promise<ThreadRow | null> {
  const rows = await db.query<ThreadRow>({
    name: "threads_find",
    text: `select ${threadColumns}, t.last_activity_at as "sortedBy" from threads t ${threadJoins}
      where t.workspace_id = $1 and t.id = $3`,
    values: [workspaceId, windowKinds, id],
  });
  return rows[0] ?? null;
}

/** Threads by id, in no order. */
export async function listThreadsById(
  db: Transaction,
  {
    workspaceId,
    windowKinds,
    ids,
  }: { workspaceId: string; windowKinds: readonly string[]; ids: readonly string[] },
): Promise<ThreadRow[]> {
  return db.query<ThreadRow>({
    name: "threads_list_by_id",
    text: `select ${threadColumns}, t.last_activity_at as "sortedBy" from threads t ${threadJoins}
      where t.workspace_id = $1 and t.id = any($3::uuid[])`,
    values: [workspaceId, windowKinds, ids],
  });
}

export type ConversationColumns = {
  id: string;
  channelId: string;
  identityId: string;
  startedBy: "customer" | "business";
  category: string;
  startsAt: Instant;
  endsAt: Instant;
  provisional: boolean;
};

/** Conversations of a thread, oldest first. */
export async function listConversations(
  db: Transaction,
  workspaceId: string,
  threadId: string,
): Promise<ConversationColumns[]> {
  const rows = await db.query<ConversationColumns>({
    name: "threads_list_conversations",
    text: `select id, channel_id as "channelId", identity_id as "identityId", started_by as "startedBy", category,
        starts_at as "startsAt", ends_at as "endsAt", provisional
      from conversations where workspace_id = $1 and thread_id = $2 order by starts_at, id`,
    values: [workspaceId, threadId],
  });
  return rows;
}

export type IdentityColumns = { id: string; kind: string; username: string | null };
export type AddressColumns = {
  id: string;
  identityId: string;
  kind: "phone" | "wa_id" | "bsuid" | "parent_bsuid" | "email";
  value: string;
};

/** People who can be written to: some address leads to them now. */
export async function listIdentities(
  db: Transaction,
  workspaceId: string,
  customerId: string,
): Promise<IdentityColumns[]> {
  const rows = await db.query<IdentityColumns>({
    name: "threads_list_identities",
    text: `select i.id, i.kind, i.username from identities i
      where i.workspace_id = $1 and i.customer_id = $2
        and exists (select 1 from addresses a
          where a.workspace_id = $1 and a.identity_id = i.id and a.valid_to is null)
      order by i.created_at, i.id`,
    values: [workspaceId, customerId],
  });
  return rows;
}

/** Addresses that are valid now. */
export async function listAddresses(
  db: Transaction,
  workspaceId: string,
  customerId: string,
): Promise<AddressColumns[]> {
  const rows = await db.query<AddressColumns>({
    name: "threads_list_addresses",
    text: `select id, identity_id as "identityId", kind, value from addresses
      where workspace_id = $1 and customer_id = $2 and valid_to is null order by valid_from, id`,
    values: [workspaceId, customerId],
  });
  return rows;
}

/** Channels that have windows: every identity has one on each, be it "never". */
export async function listWindowChannels(
  db: Transaction,
  workspaceId: string,
  windowKinds: readonly string[],
): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    name: "threads_list_window_channels",
    text: `select id from channels where workspace_id = $1 and kind = any($2::text[]) order by created_at, id`,
    values: [workspaceId, windowKinds],
  });
  return rows.map(({ id }) => id);
}

/** What is unread of a thread, locked until the commit. */
export async function lockThread(
  db: Transaction,
  workspaceId: string,
  id: string,
): Promise<{ unread: number } | null> {
  const rows = await db.query<{ unread: number }>({
    name: "threads_lock",
    text: "select unread from threads where workspace_id = $1 and id = $2 and merged_into is null for update",
    values: [workspaceId, id],
  });
  return rows[0] ?? null;
}

/** Nothing is unread any more. */
export async function markSeen(db: Transaction, workspaceId: string, id: string): Promise<void> {
  await db.execute({
    name: "threads_mark_seen",
    text: "update threads set unread = 0 where workspace_id = $1 and id = $2",
    values: [workspaceId, id],
  });
}

/** One is unread again, so that somebody looks. */
export async function markUnseen(db: Transaction, workspaceId: string, id: string): Promise<void> {
  await db.execute({
    name: "threads_mark_unseen",
    text: "update threads set unread = greatest(unread, 1) where workspace_id = $1 and id = $2",
    values: [workspaceId, id],
  });
}

/** The newest message of the customer on each channel, for read receipts: it marks the ones before it too. */
export async function listLastReceived(
  db: Transaction,
  workspaceId: string,
  threadId: string,
): Promise<{ channelId: string; providerId: string }[]> {
  const rows = await db.query<{ channelId: string; providerId: string }>({
    name: "threads_list_last_received",
    text: `select distinct on (m.channel_id) m.channel_id as "channelId", m.provider_id as "providerId"
      from (select channel_id, provider_id, sent_at, seq from messages
        where workspace_id = $1 and thread_id = $2 and direction = 'in' and provider_id is not null
        order by sent_at desc, seq desc limit 100) m
      order by m.channel_id, m.sent_at desc, m.seq desc`,
    values: [workspaceId, threadId],
  });
  return rows;
}
