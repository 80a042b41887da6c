import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";

/** A body that waits in quarantine. */
export type QuarantinedBody = {
  id: string;
  source: string;
  detail: string;
  body: Buffer;
  receivedAt: Instant;
};

/** Bodies that named a channel which was not connected, the oldest first; those replayed already left out. */
export async function listForUnknownChannels(db: Transaction, workspaceId: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    text: `select id from quarantine where workspace_id = $1 and reason = 'unknown-channel' and replayed_at is null
           order by id`,
    values: [workspaceId],
  });
  return rows.map(({ id }) => id);
}

/** One of them with its bytes, of which there may be 4 MB. */
export async function findQuarantined(
  db: Transaction,
  workspaceId: string,
  id: string,
): Promise<QuarantinedBody | null> {
  const [row] = await db.query<QuarantinedBody>({
    text: `select id, source, detail, body, received_at as "receivedAt" from quarantine
           where workspace_id = $1 and id = $2`,
    values: [workspaceId, id],
  });
  return row ?? null;
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
