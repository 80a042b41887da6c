import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";

export type CannedReplyRow = { id: string; shortcut: string; text: string; version: number };

/** All of them, by shortcut. */
export async function listCannedReplies(db: Transaction, workspaceId: string): Promise<CannedReplyRow[]> {
  return db.query<CannedReplyRow>({
    name: "canned_replies_list",
    text: `select id, shortcut, text, version from canned_replies
      where workspace_id = $1 order by lower(shortcut), id`,
    values: [workspaceId],
  });
}

export async function findCannedReply(
  db: Transaction,
  workspaceId: string,
  id: string,
): Promise<CannedReplyRow | null> {
  const rows = await db.query<CannedReplyRow>({
    text: "select id, shortcut, text, version from canned_replies where workspace_id = $1 and id = $2",
    values: [workspaceId, id],
  });
  return rows[0] ?? null;
}

/** Whether another reply has the shortcut, in whatever case. */
export async function isShortcutTaken(
  db: Transaction,
  reply: { workspaceId: string; shortcut: string; exceptId: string | null },
): Promise<boolean> {
  const rows = await db.query<{ found: boolean }>({
    text: `select exists (select 1 from canned_replies
      where workspace_id = $1 and lower(shortcut) = lower($2) and id is distinct from $3::uuid) as found`,
    values: [reply.workspaceId, reply.shortcut, reply.exceptId],
  });
  return rows[0]?.found ?? false;
}

export async function insertCannedReply(
  db: Transaction,
  reply: CannedReplyRow & { workspaceId: string; createdBy: string; at: Instant },
): Promise<void> {
  const { workspaceId, id, shortcut, text, version, createdBy, at } = reply;
  await db.execute({
    text: `insert into canned_replies (workspace_id, id, shortcut, text, version, created_by, created_at)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [workspaceId, id, shortcut, text, version, createdBy, toTimestamp(at)],
  });
}

export async function updateCannedReply(
  db: Transaction,
  { workspaceId, id, shortcut, text, version }: CannedReplyRow & { workspaceId: string },
): Promise<void> {
  await db.execute({
    text: `update canned_replies set shortcut = $3, text = $4, version = $5
      where workspace_id = $1 and id = $2`,
    values: [workspaceId, id, shortcut, text, version],
  });
}

/** False: there is no such reply. */
export async function deleteCannedReply(db: Transaction, workspaceId: string, id: string): Promise<boolean> {
  const count = await db.execute({
    text: "delete from canned_replies where workspace_id = $1 and id = $2",
    values: [workspaceId, id],
  });
  return count > 0;
}
