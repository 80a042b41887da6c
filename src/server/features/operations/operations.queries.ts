import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";

export type Traffic = { channelId: string; direction: "in" | "out"; count: number };

/** Messages by channel and direction that were stored since a moment of the last days, which the event log has. */
export function countTraffic(
  db: Transaction,
  workspaceId: string,
  { since, most }: { since: Instant; most: number },
): Promise<Traffic[]> {
  return db.query<Traffic>({
    name: "operations_count_traffic",
    text: `select m.channel_id as "channelId", m.direction, count(*)::float8 as count
      from (select (payload->>'messageId')::uuid as id from events
        where workspace_id = $1 and at >= $2 and kind = 'message.created' limit $3) e
      join messages m on m.workspace_id = $1 and m.id = e.id
      where m.direction in ('in', 'out') and m.channel_id is not null group by m.channel_id, m.direction`,
    values: [workspaceId, toTimestamp(since), most],
  });
}

export type ChannelQueue = {
  channelId: string;
  waiting: number;
  inFlight: number;
  dueSeconds: number | null;
};

/** The queue by channel, and since when what is due and free has been due by the database's clock. */
export function measureQueue(db: Transaction, workspaceId: string, most: number): Promise<ChannelQueue[]> {
  return db.query<ChannelQueue>({
    name: "operations_measure_queue",
    text: `select channel_id as "channelId", count(*) filter (where lease_id is null)::float8 as waiting,
        count(*) filter (where lease_id is not null)::float8 as "inFlight",
        extract(epoch from clock_timestamp()
          - min(available_at) filter (where lease_id is null and available_at <= clock_timestamp()))::float8 as "dueSeconds"
      from (select channel_id, lease_id, available_at from delivery_queue where workspace_id = $1 limit $2) q
      group by channel_id`,
    values: [workspaceId, most],
  });
}

export type Failures = { channel: string; reason: string; day: number; week: number };

/** Messages that did not reach the customer, by reason; those that a person or a colleague's answer made needless left out. */
export function countFailures(
  db: Transaction,
  workspaceId: string,
  { day, week, most }: { day: Instant; week: Instant; most: number },
): Promise<Failures[]> {
  return db.query<Failures>({
    name: "operations_count_failures",
    text: `select c.kind as channel, f.reason, count(*) filter (where f.at >= $2)::float8 as day, count(*)::float8 as week
      from (select channel_id, coalesce(failure->>'reason', 'unknown') as reason,
          coalesce(failed_at, attempt_at, sent_at) as at from messages
        where workspace_id = $1 and status in ('failed', 'expired')
          and coalesce(failed_at, attempt_at, sent_at) >= $3 limit $4) f
      join channels c on c.workspace_id = $1 and c.id = f.channel_id
      where f.reason not in ('taken-back', 'superseded')
      group by c.kind, f.reason order by week desc, c.kind, f.reason`,
    values: [workspaceId, toTimestamp(day), toTimestamp(week), most],
  });
}

/** Where the business's day begins. */
export async function findTimeZone(db: Transaction, workspaceId: string): Promise<string> {
  const rows = await db.query<{ timeZone: string }>({
    name: "operations_find_time_zone",
    text: `select time_zone as "timeZone" from workspaces where workspace_id = $1`,
    values: [workspaceId],
  });
  return rows[0]?.timeZone ?? "UTC";
}
