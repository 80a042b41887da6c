import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";

/** Removes statuses that have waited in vain for their message: most are of other programs on the same account. */
export async function forgetParked(
  db: Transaction,
  { workspaceIds, before }: { workspaceIds: readonly string[]; before: Instant },
): Promise<number> {
  return db.execute({
    name: "jobs_forget_parked",
    text: "delete from parked_statuses where workspace_id = any($1::uuid[]) and received_at < $2",
    values: [workspaceIds, toTimestamp(before)],
  });
}
