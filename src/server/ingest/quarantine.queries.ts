import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";
import { textParameter } from "../record/parameter.ts";

/** A body that waits in quarantine. */
export type QuarantinedBody = {
  id: string;
  source: string;
  channelId: string | null;
  reason: string;
  detail: string;
  body: Buffer;
  receivedAt: Instant;
  replayedAt: Instant | null;
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
    text: `select id, source, channel_id as "channelId", reason, detail, body, received_at as "receivedAt",
             replayed_at as "replayedAt" from quarantine
           where workspace_id = $1 and id = $2`,
    values: [workspaceId, id],
  });
  return row ?? null;
}

/** The oldest bodies that were not replayed, whatever their reason. */
export async function listWaiting(db: Transaction, workspaceId: string, most: number): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    text: `select id from quarantine where workspace_id = $1 and replayed_at is null
           order by quarantined_at, id limit $2`,
    values: [workspaceId, most],
  });
  return rows.map(({ id }) => id);
}

/** Holds a place in quarantine until the transaction ends. False: it was replayed meanwhile. */
export async function lockWaiting(db: Transaction, workspaceId: string, id: string): Promise<boolean> {
  const rows = await db.query<{ id: string }>({
    text: "select id from quarantine where workspace_id = $1 and id = $2 and replayed_at is null for update",
    values: [workspaceId, id],
  });
  return rows.length === 1;
}

/** It was tried again in vain: what is wrong now. */
export async function keepWaiting(
  db: Transaction,
  workspaceId: string,
  { id, detail }: { id: string; detail: string },
): Promise<void> {
  await db.execute({
    text: "update quarantine set detail = $3 where workspace_id = $1 and id = $2",
    values: [workspaceId, id, textParameter(detail)],
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
