import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";
import type { Position } from "../cursor.ts";

export type QuarantineRow = {
  id: string;
  source: string;
  reason: string;
  detail: string;
  size: number;
  receivedAt: Instant;
  quarantinedAt: Instant;
};

/** One page of what waits in quarantine, the last one first, and one row more. */
export function listQuarantine(
  db: Transaction,
  { workspaceId, before, limit }: { workspaceId: string; before: Position | null; limit: number },
): Promise<QuarantineRow[]> {
  return db.query<QuarantineRow>({
    name: "operations_list_quarantine",
    text: `select id, source, reason, detail, length(body) as size, received_at as "receivedAt",
        quarantined_at as "quarantinedAt"
      from quarantine where workspace_id = $1 and replayed_at is null
        and ($2::timestamptz is null or (quarantined_at, id) < ($2, $3::uuid))
      order by quarantined_at desc, id desc limit $4`,
    values: [
      workspaceId,
      before === null ? null : toTimestamp(before.at),
      before === null ? null : before.id,
      limit + 1,
    ],
  });
}

/** How many wait, counted up to `most`. */
export async function countQuarantine(db: Transaction, workspaceId: string, most: number): Promise<number> {
  const rows = await db.query<{ count: number }>({
    name: "operations_count_quarantine",
    text: `select count(*)::float8 as count from (select from quarantine
        where workspace_id = $1 and replayed_at is null limit $2) q`,
    values: [workspaceId, most],
  });
  return rows[0]?.count ?? 0;
}
