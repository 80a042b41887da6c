import type { Transaction } from "../../db/connect.ts";

export type StoredAttachment = { name: string | null; blobKey: string };

/** A stored attachment; null while its bytes are not here. */
export async function findStoredAttachment(
  db: Transaction,
  workspaceId: string,
  id: string,
): Promise<StoredAttachment | null> {
  const rows = await db.query<StoredAttachment>({
    name: "attachments_find_stored",
    text: `select name, blob_key as "blobKey" from attachments
      where workspace_id = $1 and id = $2 and state = 'stored' and blob_key is not null`,
    values: [workspaceId, id],
  });
  return rows[0] ?? null;
}
