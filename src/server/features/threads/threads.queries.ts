import type { ThreadView } from "#contract/threads.ts";
import type { Instant } from "#domain/time.ts";
import { windowMs } from "#domain/window.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";
import type { LastMessage } from "../../record/rows.ts";
import type { Position } from "../cursor.ts";

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
  lastMessage: LastMessage | null;
  lastActivityAt: Instant;
  unread: number;
  waitingSince: Instant | null;
  status: "open" | "pending" | "snoozed" | "resolved";
  assigneeId: string | null;
  assigneeName: string | null;
  windows: WindowColumns[] | null;
  identityIds: string[] | null;
  version: number;
  language: string | null;
  replyChannelId: string | null;
  replyIdentityId: string | null;
  mergedInto: string | null;
  sortedBy: Instant;
};

const milliseconds = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;

const columns = `t.id, t.customer_id as "customerId", c.name as "customerName",
  (select case when left(a.value, 1) = '+' then a.value else '+' || a.value end from addresses a
    where a.workspace_id = t.workspace_id and a.customer_id = t.customer_id and a.kind in ('phone', 'wa_id')
      and a.valid_to is null
    order by a.kind, a.valid_from limit 1) as phone,
  (select a.value from addresses a
    where a.workspace_id = t.workspace_id and a.customer_id = t.customer_id and a.kind = 'email'
      and a.valid_to is null
    order by a.valid_from limit 1) as email,
  t.last_message as "lastMessage", t.last_activity_at as "lastActivityAt", t.unread,
  t.waiting_since as "waitingSince", t.status, t.assignee_id as "assigneeId", u.name as "assigneeName",
  (select json_agg(json_build_object('channelId', w.channel_id, 'identityId', w.identity_id,
      'lastCustomerMessageAt', ${milliseconds("w.last_customer_message_at")},
      'refusedAttemptAt', ${milliseconds("w.refused_attempt_at")}))
    from windows w where w.workspace_id = t.workspace_id and w.thread_id = t.id) as windows,
  (select json_agg(i.id order by i.created_at, i.id) from identities i
    where i.workspace_id = t.workspace_id and i.customer_id = t.customer_id and i.kind = any($2::text[])) as "identityIds",
  t.version, c.language, t.reply_channel_id as "replyChannelId", t.reply_identity_id as "replyIdentityId",
  t.merged_into as "mergedInto"`;

const pageColumns = `t.workspace_id, t.id, t.customer_id, t.last_message, t.last_activity_at, t.unread, t.waiting_since,
  t.status, t.assignee_id, t.version, t.reply_channel_id, t.reply_identity_id, t.merged_into`;

const joined = `join customers c on c.workspace_id = t.workspace_id and c.id = t.customer_id
  left join auth.users u on u.id = t.assignee_id`;

type ViewQuery = { from: string; where: string; sortedBy: string; direction: "asc" | "desc" };

/** One page of a view, one row more than `limit`. `windowKinds` are the kinds of channels that have windows. */
export async function listThreads(
  db: Transaction,
  page: {
    workspaceId: string;
    windowKinds: readonly string[];
    view: ThreadView;
    callerId: string;
    after: Position | null;
    limit: number;
    now: Instant;
  },
): Promise<ThreadRow[]> {
  const { workspaceId, windowKinds, view, after, limit } = page;
  const values: unknown[] = [workspaceId, windowKinds, limit + 1];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const { from, where, sortedBy, direction } = viewQuery(page, parameter);
  const beyond = direction === "asc" ? ">" : "<";
  const keyset =
    after === null
      ? ""
      : `and (${sortedBy}, t.id) ${beyond} (${parameter(toTimestamp(after.at))}, ${parameter(after.id)}::uuid)`;
  const rows = await db.query<ThreadRow>({
    name: `threads_list_${view}${after === null ? "" : "_after"}`,
    // The page is cut out before the rest is looked up, so that a row outside of it costs nothing.
    text: `with page as materialized (
        select ${pageColumns}, ${sortedBy} as sorted_by ${from}
        where t.workspace_id = $1 and t.merged_into is null ${where} ${keyset}
        order by ${sortedBy} ${direction}, t.id ${direction} limit $3)
      select ${columns}, t.sorted_by as "sortedBy" from page t ${joined}
      order by t.sorted_by ${direction}, t.id ${direction}`,
    values,
  });
  return rows;
}

function viewQuery(
  { view, callerId, now }: { view: ThreadView; callerId: string; now: Instant },
  parameter: (value: unknown) => string,
): ViewQuery {
  const byActivity = { from: "from threads t", sortedBy: "t.last_activity_at", direction: "desc" } as const;
  switch (view) {
    case "all":
      return { ...byActivity, where: "" };
    case "mine":
      return { ...byActivity, where: `and t.assignee_id = ${parameter(callerId)}` };
    case "unassigned":
      return { ...byActivity, where: "and t.assignee_id is null" };
    case "unanswered":
      return {
        from: "from threads t",
        where: "and t.waiting_since is not null",
        sortedBy: "t.waiting_since",
        direction: "asc",
      };
    case "closing":
      return {
        // The window that the waiting customer wrote in; the one with the least time left comes first.
        from: `from windows w join threads t on t.workspace_id = w.workspace_id and t.id = w.thread_id
          and t.waiting_channel_id = w.channel_id and t.waiting_identity_id = w.identity_id`,
        where: `and w.workspace_id = $1 and t.waiting_since is not null
          and w.last_customer_message_at > ${parameter(toTimestamp(now - windowMs))}
          and (w.refused_attempt_at is null or w.refused_attempt_at < w.last_customer_message_at)`,
        sortedBy: "w.last_customer_message_at",
        direction: "asc",
      };
    default:
      return view satisfies never;
  }
}

/** One thread as the list shows it, or null. */
export async function findThread(
  db: Transaction,
  { workspaceId, windowKinds, id }: { workspaceId: string; windowKinds: readonly string[]; id: string },
): Promise<ThreadRow | null> {
  const rows = await db.query<ThreadRow>({
    name: "threads_find",
    text: `select ${columns}, t.last_activity_at as "sortedBy" from threads t ${joined}
      where t.workspace_id = $1 and t.id = $3`,
    values: [workspaceId, windowKinds, id],
  });
  return rows[0] ?? null;
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

export type IdentityColumns = { id: string; kind: string };
export type AddressColumns = {
  id: string;
  identityId: string;
  kind: "phone" | "wa_id" | "bsuid" | "parent_bsuid" | "email";
  value: string;
};

export async function listIdentities(
  db: Transaction,
  workspaceId: string,
  customerId: string,
): Promise<IdentityColumns[]> {
  const rows = await db.query<IdentityColumns>({
    name: "threads_list_identities",
    text: `select id, kind from identities where workspace_id = $1 and customer_id = $2 order by created_at, id`,
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

/** The part of a thread that people edit, locked until the commit. */
export async function lockThread(
  db: Transaction,
  workspaceId: string,
  id: string,
): Promise<{ version: number; status: string; assigneeId: string | null; unread: number } | null> {
  const rows = await db.query<{
    version: number;
    status: string;
    assigneeId: string | null;
    unread: number;
  }>({
    name: "threads_lock",
    text: `select version, status, assignee_id as "assigneeId", unread from threads
      where workspace_id = $1 and id = $2 and merged_into is null for update`,
    values: [workspaceId, id],
  });
  return rows[0] ?? null;
}

/** Resolving answers the thread: nobody waits any more. Reopening makes nobody wait. */
export async function updateThread(
  db: Transaction,
  thread: { workspaceId: string; id: string; status: string; assigneeId: string | null },
): Promise<void> {
  const { workspaceId, id, status, assigneeId } = thread;
  const waiting = ["waiting_since", "waiting_channel_id", "waiting_identity_id"]
    .map((column) => `${column} = case when $3 = 'resolved' then null else ${column} end`)
    .join(", ");
  await db.execute({
    name: "threads_update",
    text: `update threads set status = $3, assignee_id = $4, version = version + 1, ${waiting}
      where workspace_id = $1 and id = $2`,
    values: [workspaceId, id, status, assigneeId],
  });
}

/** Nothing is unread any more. */
export async function markSeen(db: Transaction, workspaceId: string, id: string): Promise<void> {
  await db.execute({
    name: "threads_mark_seen",
    text: "update threads set unread = 0 where workspace_id = $1 and id = $2",
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
