import type { Json } from "#channels/channel.ts";
import type { Restriction } from "#domain/channel-health.ts";
import type { TemplateComponent } from "#domain/template.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";
import type { AddressRecord } from "../record/rows.ts";

/** Whether a workspace has something to send now, and in how many ms the next pause ends; null: nothing waits. */
export type Outlook = { workspaceId: string; isDue: boolean; nextInMs: number | null };

/** A row is due when it is free, its pause is over, its channel works and nothing of its lane stands before it. */
const isDue = `q.lease_id is null and q.available_at <= clock_timestamp() and not exists (
  select 1 from delivery_queue earlier where earlier.workspace_id = q.workspace_id
    and earlier.channel_id = q.channel_id and earlier.lane = q.lane and earlier.seq < q.seq)`;

/** Looks at many workspaces without locking anything. */
export function findOutlooks(db: Transaction, workspaceIds: readonly string[]): Promise<Outlook[]> {
  return db.query<Outlook>({
    name: "delivery_find_outlooks",
    text: `select w.id as "workspaceId",
             exists (select 1 from channels c join delivery_queue q
               on q.workspace_id = c.workspace_id and q.channel_id = c.id
               where c.workspace_id = w.id and c.state <> 'restricted' and ${isDue}) as "isDue",
             (select extract(epoch from min(q.available_at) - clock_timestamp())::float8 * 1000
               from channels c join delivery_queue q on q.workspace_id = c.workspace_id and q.channel_id = c.id
               where c.workspace_id = w.id and c.state <> 'restricted'
                 -- Not the clock, which may change from row to row: no index would be walked from it.
                 and q.lease_id is null and q.available_at > now()) as "nextInMs"
           from unnest($1::uuid[]) as w(id)`,
    values: [workspaceIds],
  });
}

/** The head of a lane that is due. */
export type DueRow = {
  messageId: string;
  channelId: string;
  lane: string;
  /** Calls that were made before. */
  tries: number;
  portfolio: string;
};

/**
 * Due heads, so many of each channel, oldest first. The workspace's counter, which every claim and every receipt locks
 * first, keeps other processes out: no row lock is needed.
 */
export function findDue(
  db: Transaction,
  workspaceId: string,
  { mostPerChannel, most }: { mostPerChannel: number; most: number },
): Promise<DueRow[]> {
  return db.query<DueRow>({
    name: "delivery_find_due",
    text: `select q.message_id as "messageId", q.channel_id as "channelId", q.lane, q.tries,
             c.portfolio
           from channels c cross join lateral (
             select q.message_id, q.channel_id, q.lane, q.tries, q.available_at, q.seq from delivery_queue q
             where q.workspace_id = c.workspace_id and q.channel_id = c.id and ${isDue}
             order by q.available_at, q.seq limit $2) q
           where c.workspace_id = $1 and c.state <> 'restricted'
           order by q.available_at, q.seq limit $3`,
    values: [workspaceId, mostPerChannel, most],
  });
}

/** Everything about a queued message that its sending needs. */
export type QueuedMessage = {
  messageId: string;
  threadId: string;
  identityId: string | null;
  kind: string;
  automatic: boolean;
  text: string | null;
  subject: string | null;
  template: { name: string; language: string; components: Json[] } | null;
  payload: unknown;
  answersProviderId: string | null;
  lastCustomerMessageAt: Instant | null;
  refusedAttemptAt: Instant | null;
  templateStatus: string | null;
  templateComponents: TemplateComponent[] | null;
  restrictions: Restriction[] | null;
  /** The template is one of marketing by now, and the customer stopped marketing. */
  isUnwanted: boolean;
  /** As it is now: WhatsApp may have changed it since the message was given to us. */
  templateCategory: string | null;
  isRetry: boolean;
  isRuleOn: boolean;
  causeSentAt: Instant | null;
  hasPersonWrittenSince: boolean;
  lastInboundAt: Instant | null;
  lastInboundWaId: string | null;
  lastInboundBsuid: string | null;
  lastAnswerWaId: string | null;
  customerName: string | null;
};

/** The messages themselves with window, template, automatic reply and identity as they stand now. */
export function loadQueued(
  db: Transaction,
  workspaceId: string,
  messageIds: readonly string[],
): Promise<QueuedMessage[]> {
  return db.query<QueuedMessage>({
    name: "delivery_load_queued",
    text: `select m.id as "messageId", m.thread_id as "threadId", m.identity_id as "identityId", m.kind, m.automatic,
             m.text, m.subject, m.template, m.payload,
             coalesce(answered.provider_id, m.answers_provider_id) as "answersProviderId",
             w.last_customer_message_at as "lastCustomerMessageAt", w.refused_attempt_at as "refusedAttemptAt",
             t.status as "templateStatus", t.components as "templateComponents",
             coalesce(lower(t.category) in ('marketing', 'marketing_lite') and cu.marketing_stopped_at is not null, false)
               as "isUnwanted",
             t.category as "templateCategory", h.health->'restrictions' as restrictions,
             not m.automatic and coalesce(cause.failure->>'reason' = 'window', false) as "isRetry",
             coalesce(r.enabled, false) as "isRuleOn", cause.sent_at as "causeSentAt",
             m.automatic and exists (select 1 from messages p where p.workspace_id = m.workspace_id
               and p.thread_id = m.thread_id and p.seq > m.seq and p.direction = 'out' and not p.automatic
               and p.kind <> 'reaction')
               as "hasPersonWrittenSince",
             i.last_inbound_at as "lastInboundAt", i.last_inbound_wa_id as "lastInboundWaId",
             i.last_inbound_bsuid as "lastInboundBsuid", i.last_answer_wa_id as "lastAnswerWaId",
             cu.name as "customerName"
           from unnest($2::uuid[]) as k(id)
           join messages m on m.workspace_id = $1 and m.id = k.id
           join channels c on c.workspace_id = $1 and c.id = m.channel_id
           left join messages answered on answered.workspace_id = $1 and answered.id = m.answers_id
           left join messages cause on cause.workspace_id = $1 and cause.id = m.cause_id
           left join windows w on w.workspace_id = $1 and w.channel_id = m.channel_id and w.identity_id = m.identity_id
           left join templates t on t.workspace_id = $1 and t.account_ref = c.account_ref
             and t.name = m.template->>'name' and t.language = m.template->>'language'
           left join channel_health h on h.workspace_id = $1 and h.channel_id = m.channel_id
           left join auto_reply_rules r on r.workspace_id = $1
           left join identities i on i.workspace_id = $1 and i.id = m.identity_id
           left join customers cu on cu.workspace_id = $1 and cu.id = i.customer_id`,
    values: [workspaceId, messageIds],
  });
}

/** An address, as the rule of N12 wants it. */
export type AddressOf = Pick<
  AddressRecord,
  "id" | "customerId" | "identityId" | "kind" | "value" | "scope" | "validFrom" | "validTo"
>;

/** Addresses, current and ended, of the identities that messages go to. */
export function loadAddressesFor(
  db: Transaction,
  workspaceId: string,
  messageIds: readonly string[],
): Promise<AddressOf[]> {
  return db.query<AddressOf>({
    name: "delivery_load_addresses",
    text: `select a.id, a.customer_id as "customerId", a.identity_id as "identityId", a.kind, a.value, a.scope,
             a.valid_from as "validFrom", a.valid_to as "validTo"
           from (select distinct m.identity_id from unnest($2::uuid[]) as k(id)
             join messages m on m.workspace_id = $1 and m.id = k.id) k
           join addresses a on a.workspace_id = $1 and a.identity_id = k.identity_id`,
    values: [workspaceId, messageIds],
  });
}

/** A mail of a thread by the id that mails name each other with. */
export type MailId = { threadId: string; channelId: string; providerId: string; direction: string };

/** Provider ids of the newest mails of threads, oldest first: what References and In-Reply-To name. */
export function loadMailIds(
  db: Transaction,
  workspaceId: string,
  threadIds: readonly string[],
): Promise<MailId[]> {
  return db.query<MailId>({
    name: "delivery_load_mail_ids",
    text: `select m.thread_id as "threadId", m.channel_id as "channelId", m.provider_id as "providerId", m.direction
           from unnest($2::uuid[]) as k(id) cross join lateral (
             select m.thread_id, m.channel_id, m.provider_id, m.direction, m.sent_at, m.seq from messages m where m.workspace_id = $1 and m.thread_id = k.id and m.kind = 'email'
               and m.provider_id is not null order by m.sent_at desc, m.seq desc limit 50) m
           order by m.thread_id, m.sent_at, m.seq`,
    values: [workspaceId, threadIds],
  });
}

/** A file of a message, with the provider's own id of it when it was handed over not too long ago. */
export type FileOf = {
  messageId: string;
  blobKey: string;
  name: string | null;
  type: string;
  size: number;
  mediaId: string | null;
};

/** Files of messages in their order; `since`: the provider has forgotten what it was given before. */
export function loadFiles(
  db: Transaction,
  workspaceId: string,
  { messageIds, since }: { messageIds: readonly string[]; since: Instant },
): Promise<FileOf[]> {
  return db.query<FileOf>({
    name: "delivery_load_files",
    text: `select a.message_id as "messageId", a.blob_key as "blobKey", a.name, a.type, a.size,
             p.media_id as "mediaId"
           from unnest($2::uuid[]) as k(id)
           join attachments a on a.workspace_id = $1 and a.message_id = k.id and a.blob_key is not null
           join messages m on m.workspace_id = $1 and m.id = a.message_id
           left join provider_media p on p.workspace_id = $1 and p.channel_id = m.channel_id
             and p.blob_key = a.blob_key and p.uploaded_at > $3
           order by a.message_id, a.position`,
    values: [workspaceId, messageIds, toTimestamp(since)],
  });
}

/** Marks free rows as in hand for a while of the database's time; answers how many. Only the holder may touch them. */
export function leaseRows(
  db: Transaction,
  workspaceId: string,
  lease: { leaseId: string; leaseMs: number; messageIds: readonly string[] },
): Promise<number> {
  return db.execute({
    name: "delivery_lease_rows",
    text: `update delivery_queue set lease_id = $2, leased_until = clock_timestamp() + $3 * interval '1 millisecond'
           where workspace_id = $1 and message_id = any($4::uuid[]) and lease_id is null`,
    values: [workspaceId, lease.leaseId, lease.leaseMs, lease.messageIds],
  });
}

/** Lets rows wait until a moment of the database's clock. */
export function postponeRows(
  db: Transaction,
  workspaceId: string,
  rows: readonly { messageId: string; availableAt: Instant }[],
): void {
  if (rows.length > 0) {
    db.send({
      name: "delivery_postpone_rows",
      text: `update delivery_queue q set available_at = to_timestamp(k.at / 1000)
             from unnest($2::uuid[], $3::float8[]) as k(id, at) where q.workspace_id = $1 and q.message_id = k.id`,
      values: [workspaceId, rows.map((row) => row.messageId), rows.map((row) => row.availableAt)],
    });
  }
}
