import { sendingMs, statusGraceMs, timeToLiveMs } from "#domain/delivery-deadline.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";

/** Messages that time may have ended, oldest first: each wants a `time-passed` fact. */
export async function findOverdue(
  db: Transaction,
  workspaceId: string,
  { now, most }: { now: Instant; most: number },
): Promise<string[]> {
  const expiredBefore = (category: "authentication" | "utility") =>
    toTimestamp(now - timeToLiveMs(category, null) - statusGraceMs);
  const rows = await db.query<{ id: string }>({
    name: "record_find_overdue",
    text: `select id from messages
           where workspace_id = $1 and status in ('sending', 'unknown', 'held', 'sent') and kind not in ('email', 'reaction')
             and attempt_at < $2 and (status = 'sending' or attempt_at <= $3
               or (attempt_at <= $4 and category in ('authentication', 'authentication_international')))
           order by attempt_at limit $5`,
    values: [
      workspaceId,
      toTimestamp(now - sendingMs),
      expiredBefore("utility"),
      expiredBefore("authentication"),
      most,
    ],
  });
  return rows.map(({ id }) => id);
}
