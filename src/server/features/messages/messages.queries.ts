import type { Failure } from "#domain/delivery-status.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";
import type { SubmittedTemplate } from "../../record/facts.ts";
import type { Position } from "../cursor.ts";

export type AttachmentColumns = {
  id: string;
  name: string | null;
  type: string;
  size: number | null;
  state: "pending" | "stored" | "unavailable";
};

export type ChargeColumns = {
  amount: number | null;
  currency: string;
  state: "estimated" | "confirmed" | "dropped";
  category: string;
  type: string;
  market: string | null;
  reason: string | null;
};

type QuotedColumns = {
  id: string;
  direction: "in" | "out" | "note";
  kind: string;
  text: string | null;
  amendments: AmendmentColumns[] | null;
};

/** A later change of a message by its writer (W6). */
export type AmendmentColumns = { kind: string; text: string | null; at: Instant };

export type MessageColumns = {
  id: string;
  threadId: string;
  seq: number;
  direction: "in" | "out" | "note";
  kind: string;
  channelId: string | null;
  identityId: string | null;
  providerId: string | null;
  clientId: string | null;
  conversationId: string | null;
  authorId: string | null;
  authorName: string | null;
  automatic: boolean;
  answersId: string | null;
  text: string | null;
  subject: string | null;
  template: SubmittedTemplate | null;
  payload: unknown;
  status: string;
  failure: Failure | null;
  remark: Failure | null;
  failedAt: Instant | null;
  /** How often the cap on marketing stopped one to this customer before; null: it did not stop this one. */
  cappedBefore: number | null;
  sentAt: Instant;
  receivedAt: Instant;
  attachments: AttachmentColumns[] | null;
  reactions: { emoji: string }[] | null;
  /** The newest that we put on or took off (an empty one). */
  ourReaction: { messageId: string; emoji: string | null; status: string } | null;
  charge: ChargeColumns | null;
  quoted: QuotedColumns | null;
  /** Later changes by its writer, the oldest first. */
  amendments: AmendmentColumns[] | null;
  amendsProviderId: string | null;
  /** The message that this one changes, when we have it. */
  amendsId: string | null;
  mayHaveArrivedTwice: boolean;
};

/** Changes of the message under an alias: by its writer, in its thread, whichever came first. */
const amendmentsOf = (
  alias: "m" | "q",
) => `(select json_agg(json_build_object('kind', a.kind, 'text', left(a.text, 5000),
      'at', (extract(epoch from a.sent_at) * 1000)::float8) order by a.sent_at, a.seq)
    from messages a where a.workspace_id = ${alias}.workspace_id and a.channel_id = ${alias}.channel_id
      and a.amends_provider_id = ${alias}.provider_id and a.thread_id = ${alias}.thread_id
      and a.direction = ${alias}.direction)`;

const columns = `m.id, m.thread_id as "threadId", m.seq, m.direction, m.kind, m.channel_id as "channelId",
  m.identity_id as "identityId", m.provider_id as "providerId", m.client_id as "clientId",
  m.conversation_id as "conversationId", m.author_id as "authorId", coalesce(u.name, k.name) as "authorName",
  m.automatic, m.answers_id as "answersId", m.text, m.subject, m.template, m.payload, m.status, m.failure, m.remark,
  m.sent_at as "sentAt", m.received_at as "receivedAt", m.failed_at as "failedAt",
  case when m.failure->>'reason' = 'marketing-cap' then
    (select count(*)::integer from messages c where c.workspace_id = m.workspace_id and c.thread_id = m.thread_id
      and c.sent_at < m.sent_at and c.sent_at > m.sent_at - interval '30 days' and c.status = 'failed'
      and c.failure->>'reason' = 'marketing-cap') end as "cappedBefore",
  (select json_agg(json_build_object('id', a.id, 'name', a.name, 'type', a.type, 'size', a.size, 'state', a.state)
      order by a.position)
    from attachments a where a.workspace_id = m.workspace_id and a.message_id = m.id) as attachments,
  (select json_agg(json_build_object('emoji', r.emoji) order by r.sent_at)
    from reactions r where r.workspace_id = m.workspace_id and r.message_id = m.id and r.emoji <> '') as reactions,
  (select json_build_object('messageId', o.id, 'emoji', o.text, 'status', o.status)
    from messages o where o.workspace_id = m.workspace_id and o.answers_id = m.id and o.kind = 'reaction'
      and o.direction = 'out' order by o.seq desc limit 1) as "ourReaction",
  (select json_build_object('amount', c.amount, 'currency', c.currency, 'state', c.state, 'category', c.category,
      'type', c.pricing_type, 'market', c.market, 'reason', c.reason)
    from charges c where c.workspace_id = m.workspace_id and c.message_id = m.id
    order by c.entry desc limit 1) as charge,
  ${amendmentsOf("m")} as amendments, m.amends_provider_id as "amendsProviderId",
  (select o.id from messages o where o.workspace_id = m.workspace_id and o.channel_id = m.channel_id
      and o.provider_id = m.amends_provider_id and o.thread_id = m.thread_id and o.direction = m.direction) as "amendsId",
  (select json_build_object('id', q.id, 'direction', q.direction, 'kind', q.kind, 'text', left(q.text, 300),
      'amendments', ${amendmentsOf("q")})
    from messages q where q.workspace_id = m.workspace_id and q.id = m.answers_id and m.kind <> 'email') as quoted,
  m.direction = 'out' and m.delivered_at is not null and (select count(*) > 1
    from attempts t where t.workspace_id = m.workspace_id and t.message_id = m.id
      and t.state->>'status' in ('delivered', 'read', 'played')) as "mayHaveArrivedTwice"`;

const joined = `left join auth.users u on u.id = m.author_id
  left join api_keys k on k.workspace_id = m.workspace_id and k.id = m.author_id`;

/**
 * Messages of a thread, newest first; one row more than `limit`. Equal times are told apart by `seq`. Our reactions are
 * shown on what they were put on.
 */
export async function listMessages(
  db: Transaction,
  page: { workspaceId: string; threadId: string; before: Position | null; limit: number },
): Promise<MessageColumns[]> {
  const { workspaceId, threadId, before, limit } = page;
  const keyset = before === null ? "" : "and (m.sent_at, m.seq) < ($4, $5)";
  const position = before === null ? [] : [toTimestamp(before.at), before.id];
  return db.query<MessageColumns>({
    name: before === null ? "messages_list" : "messages_list_before",
    text: `select ${columns} from messages m ${joined}
      where m.workspace_id = $1 and m.thread_id = $2 ${keyset}
        and not (m.kind = 'reaction' and m.direction = 'out')
      order by m.sent_at desc, m.seq desc limit $3`,
    values: [workspaceId, threadId, limit + 1, ...position],
  });
}

export async function findMessage(
  db: Transaction,
  workspaceId: string,
  id: string,
): Promise<MessageColumns | null> {
  const rows = await db.query<MessageColumns>({
    name: "messages_find",
    text: `select ${columns} from messages m ${joined} where m.workspace_id = $1 and m.id = $2`,
    values: [workspaceId, id],
  });
  return rows[0] ?? null;
}

/** The message that a client id was used for, with the fingerprint of what was asked then. */
export async function findByClientId(
  db: Transaction,
  workspaceId: string,
  clientId: string,
): Promise<{ id: string; fingerprint: string | null } | null> {
  const rows = await db.query<{ id: string; fingerprint: string | null }>({
    name: "messages_find_by_client_id",
    text: `select id, client_fingerprint as fingerprint from messages where workspace_id = $1 and client_id = $2`,
    values: [workspaceId, clientId],
  });
  return rows[0] ?? null;
}

/** Whether the workspace has such a thread; a merged one sends the reader to its winner. */
export async function findThreadId(db: Transaction, workspaceId: string, id: string): Promise<string | null> {
  const rows = await db.query<{ id: string }>({
    name: "messages_find_thread_id",
    text: `select coalesce(merged_into, id) as id from threads where workspace_id = $1 and id = $2`,
    values: [workspaceId, id],
  });
  return rows[0]?.id ?? null;
}

/** How the messages ended, or stand, as which a person sent this one again; the last one first. */
export function listRepetitions(
  db: Transaction,
  workspaceId: string,
  id: string,
): Promise<{ id: string; status: string }[]> {
  return db.query<{ id: string; status: string }>({
    name: "messages_list_repetitions",
    text: `select m.id, m.status from messages m join messages original
        on original.workspace_id = m.workspace_id and original.thread_id = m.thread_id
      where m.workspace_id = $1 and m.cause_id = $2 and original.id = $2 order by m.seq desc`,
    values: [workspaceId, id],
  });
}

/** Whether a message waits in the queue untouched: nobody has it in hand, and no call was made for it. */
export async function isUntouched(db: Transaction, workspaceId: string, id: string): Promise<boolean> {
  const rows = await db.query<{ found: boolean }>({
    name: "messages_is_untouched",
    text: `select exists (select 1 from delivery_queue
        where workspace_id = $1 and message_id = $2 and lease_id is null and tries = 0)
      and not exists (select 1 from attempts where workspace_id = $1 and message_id = $2) as found`,
    values: [workspaceId, id],
  });
  return rows[0]?.found ?? false;
}

/**
 * The newest message that somebody else than the caller wrote to the customer after a message. Automatic ones do not
 * count, nor what was taken back or did not go out.
 */
export async function findAnswerSince(
  db: Transaction,
  workspaceId: string,
  since: { threadId: string; callerId: string; seq: number },
): Promise<{ id: string; seq: number; authorName: string | null; text: string | null } | null> {
  const rows = await db.query<{ id: string; seq: number; authorName: string | null; text: string | null }>({
    name: "messages_find_answer_since",
    // The newest few by the thread's own index: an answer that came since is among them.
    text: `select m.id, m.seq, coalesce(u.name, k.name) as "authorName", left(m.text, 200) as text
      from (select workspace_id, id, seq, author_id, text, direction, automatic, status from messages
        where workspace_id = $1 and thread_id = $2 and kind <> 'reaction'
        order by sent_at desc, seq desc limit 50) m
      left join auth.users u on u.id = m.author_id
      left join api_keys k on k.workspace_id = m.workspace_id and k.id = m.author_id
      where m.seq > $3 and m.direction = 'out' and not m.automatic and m.author_id is distinct from $4
        and m.status not in ('failed', 'expired')
      order by m.seq desc limit 1`,
    values: [workspaceId, since.threadId, since.seq, since.callerId],
  });
  return rows[0] ?? null;
}

/** Who is named in a note. */
export async function insertMentions(
  db: Transaction,
  note: { workspaceId: string; threadId: string; messageId: string; userIds: readonly string[] },
): Promise<void> {
  await db.execute({
    name: "messages_insert_mentions",
    text: `insert into mentions (workspace_id, thread_id, message_id, user_id)
      select $1, $2, $3, unnest($4::uuid[])`,
    values: [note.workspaceId, note.threadId, note.messageId, note.userIds],
  });
}
