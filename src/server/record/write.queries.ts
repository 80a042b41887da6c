import type { Transaction } from "../db/connect.ts";
import type { QueueRow } from "./rows.ts";

/** Deletes rows of one of record's own tables by id. */
export async function deleteRows(
  db: Transaction,
  table: "attempts" | "conversations" | "parked_statuses",
  workspaceId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length > 0) {
    await db.query({
      name: `record_delete_${table}`,
      text: `delete from ${table} where workspace_id = $1 and id = any($2::uuid[])`,
      values: [workspaceId, ids],
    });
  }
}

/** Takes reactions off. */
export async function removeReactions(
  db: Transaction,
  rows: readonly { workspaceId: string; messageId: string; identityId: string }[],
): Promise<void> {
  if (rows.length > 0) {
    await db.query({
      name: "record_remove_reactions",
      text: `delete from reactions r using unnest($1::uuid[], $2::uuid[], $3::uuid[]) as k(workspace_id, message_id, identity_id)
             where r.workspace_id = k.workspace_id and r.message_id = k.message_id and r.identity_id = k.identity_id`,
      values: [
        rows.map((row) => row.workspaceId),
        rows.map((row) => row.messageId),
        rows.map((row) => row.identityId),
      ],
    });
  }
}

/** Puts messages into the delivery queue, due now by the database's clock or after their pause. */
export async function enqueue(db: Transaction, rows: readonly QueueRow[]): Promise<void> {
  if (rows.length > 0) {
    await db.query({
      name: "record_enqueue",
      text: `insert into delivery_queue (workspace_id, message_id, channel_id, lane, seq, available_at)
             select w, m, c, l, s, now() + d * interval '1 millisecond'
             from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::float8[]) as q(w, m, c, l, s, d)
             on conflict (workspace_id, message_id) do nothing`,
      values: [
        rows.map((row) => row.workspaceId),
        rows.map((row) => row.messageId),
        rows.map((row) => row.channelId),
        rows.map((row) => row.lane),
        rows.map((row) => row.seq),
        rows.map((row) => row.delayMs ?? 0),
      ],
    });
  }
}

/** Takes messages out of the delivery queue that end without a call. */
export async function unqueue(
  db: Transaction,
  workspaceId: string,
  messageIds: readonly string[],
): Promise<void> {
  if (messageIds.length > 0) {
    await db.query({
      name: "record_unqueue",
      text: "delete from delivery_queue where workspace_id = $1 and message_id = any($2::uuid[])",
      values: [workspaceId, messageIds],
    });
  }
}

/** Tells the planner how the tables have grown. */
export async function refreshStatistics(db: Transaction): Promise<void> {
  await db.query({ text: "select refresh_statistics()" });
}
