import type { Transaction } from "../db/connect.ts";

/** Uploads older than their life can be named no more; ages are the database's own. */
export async function expireUploads(
  db: Transaction,
  workspaceIds: readonly string[],
  lifeMs: number,
): Promise<void> {
  await db.execute({
    name: "jobs_expire_uploads",
    text: `update uploads u set expired_at = now() from unnest($1::uuid[]) as w(id)
           where u.workspace_id = w.id and u.created_at < now() - $2 * interval '1 millisecond'
             and u.expired_at is null`,
    values: [workspaceIds, lifeMs],
  });
}

/** An upload that can be named no more; the bytes of a used one belong to a message. */
export type ExpiredUpload = { workspaceId: string; id: string; blobKey: string; isUsed: boolean };

export function listExpired(db: Transaction, workspaceIds: readonly string[]): Promise<ExpiredUpload[]> {
  return db.query<ExpiredUpload>({
    name: "jobs_list_expired_uploads",
    text: `select u.workspace_id as "workspaceId", u.id, u.blob_key as "blobKey", u.used_at is not null as "isUsed"
           from unnest($1::uuid[]) as w(id) join uploads u on u.workspace_id = w.id
           where u.expired_at is not null`,
    values: [workspaceIds],
  });
}

export async function deleteExpired(db: Transaction, uploads: readonly ExpiredUpload[]): Promise<void> {
  await db.execute({
    name: "jobs_delete_expired_uploads",
    text: `delete from uploads u using unnest($1::uuid[], $2::uuid[]) as k(workspace_id, id)
           where u.workspace_id = k.workspace_id and u.id = k.id`,
    values: [uploads.map(({ workspaceId }) => workspaceId), uploads.map(({ id }) => id)],
  });
}
