import type { Instant } from "#domain/time.ts";
import type { Transaction } from "../db/connect.ts";
import type { LimitState } from "./plan-claim.ts";

/** The database's clock now, in ms with a fraction; not the start of the transaction, which may have waited for locks. */
export async function readClock(db: Transaction): Promise<Instant> {
  const rows = await db.query<{ at: Instant }>({
    name: "delivery_read_clock",
    text: "select extract(epoch from clock_timestamp())::float8 * 1000 as at",
  });
  return rows[0]?.at ?? Number.NaN;
}

/** Locks the limits in order and reads them; those never used have no row. */
export function lockLimits(
  db: Transaction,
  workspaceId: string,
  keys: readonly { channelId: string; scope: string }[],
): Promise<LimitState[]> {
  return db.query<LimitState>({
    name: "delivery_lock_limits",
    // One look for each key, whatever is known of the table: it is nearly empty when it is planned, and grows with every
    // lane that is written to.
    text: `select l."channelId", l.scope, l."arrivalAt"
           from (select channel_id, scope from unnest($2::uuid[], $3::text[]) as keys(channel_id, scope)
             order by channel_id, scope) k
           cross join lateral (
             select channel_id as "channelId", scope,
               extract(epoch from theoretical_arrival_at)::float8 * 1000 as "arrivalAt"
             from send_limits where workspace_id = $1 and channel_id = k.channel_id and scope = k.scope for update) l`,
    values: [workspaceId, keys.map((key) => key.channelId), keys.map((key) => key.scope)],
  });
}

/** Writes limits that were used. */
export function saveLimits(db: Transaction, workspaceId: string, rows: readonly LimitState[]): void {
  if (rows.length > 0) {
    db.send({
      name: "delivery_save_limits",
      text: `insert into send_limits (workspace_id, channel_id, scope, theoretical_arrival_at)
             select $1, k.channel_id, k.scope, to_timestamp(k.at / 1000)
             from unnest($2::uuid[], $3::text[], $4::float8[]) as k(channel_id, scope, at)
             on conflict (workspace_id, channel_id, scope)
               do update set theoretical_arrival_at = excluded.theoretical_arrival_at`,
      values: [
        workspaceId,
        rows.map((row) => row.channelId),
        rows.map((row) => row.scope),
        rows.map((row) => row.arrivalAt),
      ],
    });
  }
}

/** Forgets limits that are free again: a lane that nobody writes to keeps no row. */
export async function forgetIdleLimits(db: Transaction, workspaceIds: readonly string[]): Promise<void> {
  await db.execute({
    name: "delivery_forget_idle_limits",
    text: `delete from send_limits where workspace_id = any($1::uuid[])
             and theoretical_arrival_at < clock_timestamp() - interval '10 minutes'`,
    values: [workspaceIds],
  });
}
