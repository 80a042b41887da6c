import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";

/** A body that waits in quarantine. */
export type QuarantinedBody = {
  id: string;
  source: string;
  reason: string;
  body: Buffer;
  receivedAt: Instant;
};

/** Bodies that named a channel which was not connected, the oldest first; those replayed already left out. */
export function listForUnknownChannels(db: Transaction, workspaceId: string): Promise<QuarantinedBody[]> {
  return db.query<QuarantinedBody>({
    text: `select id, source, reason, body, received_at as "receivedAt" from quarantine
           where workspace_id = $1 and reason = 'unknown-channel' and replayed_at is null
           order by id limit 500`,
    values: [workspaceId],
  });
}

/** Remembers that a body went its way after all; it stays for whoever wants to look. */
export async function markReplayed(
  db: Transaction,
  workspaceId: string,
  { id, at }: { id: string; at: Instant },
): Promise<void> {
  await db.execute({
    text: "update quarantine set replayed_at = $3 where workspace_id = $1 and id = $2",
    values: [workspaceId, id, toTimestamp(at)],
  });
}
