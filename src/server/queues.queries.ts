import type pg from "pg";
import { rhythmDays } from "#domain/silence.ts";
import type { Instant } from "#domain/time.ts";
import type { Transaction } from "./db/connect.ts";

/** Nothing is counted further: from here on the number says enough. */
export const mostCounted = 100_000;

export type QueueNumbers = { channel: string; waiting: number; inFlight: number; dueSeconds: number };

/** What waits for delivery by kind of channel, and since when what is due and free has been due. */
export function measureDelivery(db: Transaction, workspaceIds: readonly string[]): Promise<QueueNumbers[]> {
  return db.query<QueueNumbers>({
    name: "queues_measure_delivery",
    text: `select c.kind as channel, count(*) filter (where q.lease_id is null)::float8 as waiting,
        count(*) filter (where q.lease_id is not null)::float8 as "inFlight",
        greatest(0, extract(epoch from clock_timestamp() - min(q.available_at) filter (where q.lease_id is null)))::float8
          as "dueSeconds"
      from (select workspace_id, channel_id, lease_id, available_at from delivery_queue
        where workspace_id = any($1::uuid[]) limit $2) q
      join channels c on c.workspace_id = q.workspace_id and c.id = q.channel_id group by c.kind`,
    values: [workspaceIds, mostCounted],
  });
}

/** Messages of which nobody knows whether they went, by kind of channel. */
export function countUnknown(
  db: Transaction,
  workspaceIds: readonly string[],
): Promise<{ channel: string; count: number }[]> {
  return db.query<{ channel: string; count: number }>({
    name: "queues_count_unknown",
    text: `select c.kind as channel, count(*)::float8 as count
      from (select workspace_id, channel_id from messages
        where workspace_id = any($1::uuid[]) and status = 'unknown' limit $2) m
      join channels c on c.workspace_id = m.workspace_id and c.id = m.channel_id group by c.kind`,
    values: [workspaceIds, mostCounted],
  });
}

/** Bodies in quarantine that were not replayed, by reason. */
export function countQuarantined(
  db: Transaction,
  workspaceIds: readonly string[],
): Promise<{ reason: string; count: number }[]> {
  return db.query<{ reason: string; count: number }>({
    name: "queues_count_quarantined",
    text: `select reason, count(*)::float8 as count from (select reason from quarantine
        where workspace_id = any($1::uuid[]) and replayed_at is null limit $2) q group by reason`,
    values: [workspaceIds, mostCounted],
  });
}

export type Backlog = { mediaWaiting: number; mediaDueSeconds: number; parked: number; searchLag: number };

/** Work that follows what is stored: files to fetch, statuses without their message, events not made searchable. */
export async function measureBacklog(db: Transaction, workspaceIds: readonly string[]): Promise<Backlog> {
  const rows = await db.query<Backlog>({
    name: "queues_measure_backlog",
    text: `select a.waiting as "mediaWaiting", a.due as "mediaDueSeconds", p.parked, s.lag as "searchLag"
      from (select count(*)::float8 as waiting,
          greatest(0, coalesce(extract(epoch from now() - min(next_try_at)), 0))::float8 as due
        from (select next_try_at from attachments
          where workspace_id = any($1::uuid[]) and state = 'pending' limit $2) a) a,
        (select count(*)::float8 as parked
          from (select from parked_statuses where workspace_id = any($1::uuid[]) limit $2) p) p,
        (select coalesce(max(c.event_seq - s.event_seq), 0)::float8 as lag from workspace_counters c
          join search_progress s on s.workspace_id = c.workspace_id where c.workspace_id = any($1::uuid[])) s`,
    values: [workspaceIds, mostCounted],
  });
  return rows[0] ?? { mediaWaiting: 0, mediaDueSeconds: 0, parked: 0, searchLag: 0 };
}

/** Channels by kind and state. */
export function countChannels(
  db: Transaction,
  workspaceIds: readonly string[],
): Promise<{ channel: string; state: string; count: number }[]> {
  return db.query<{ channel: string; state: string; count: number }>({
    name: "queues_count_channels",
    text: `select kind as channel, state, count(*)::float8 as count from channels
      where workspace_id = any($1::uuid[]) group by kind, state`,
    values: [workspaceIds],
  });
}

export type QuietChannel = { channel: string; lastInboundAt: Instant | null; longestGapMs: number | null };

/** Connected channels with their last sign of life and their longest pause before it. */
export function listQuiet(db: Transaction, workspaceIds: readonly string[]): Promise<QuietChannel[]> {
  return db.query<QuietChannel>({
    name: "queues_list_quiet",
    text: `select c.kind as channel, c.last_inbound_at as "lastInboundAt",
        (select max(r.longest_gap_ms) from channel_rhythm r
          where r.workspace_id = c.workspace_id and r.channel_id = c.id
            and r.day > (c.last_inbound_at at time zone 'UTC')::date - $2::int) as "longestGapMs"
      from channels c where c.workspace_id = any($1::uuid[]) and c.disconnected_at is null`,
    values: [workspaceIds, rhythmDays],
  });
}

export type TableSize = { table: string; days: number; bytes: number };

/** What the days of journal and events take on the disk. */
export async function measureDailyTables(pool: pg.Pool): Promise<TableSize[]> {
  const { rows } = await pool.query<TableSize>(
    `select i.inhparent::regclass::text as "table", count(*)::float8 as days,
       sum(pg_total_relation_size(i.inhrelid))::float8 as bytes
     from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent in ('public.webhook_journal'::regclass, 'public.events'::regclass) and c.relkind = 'r'
     group by i.inhparent`,
  );
  return rows;
}
