import { dayMs } from "#domain/time.ts";
import type { BlobStore } from "../blobs/blob-store.ts";
import type { Context } from "../context.ts";
import { withWorkspaces } from "../db/connect.ts";
import { deleteExpired, expireUploads, listExpired } from "./uploads.queries.ts";

/** How long messages may name an upload. */
export const uploadLifeMs = dayMs;

/**
 * Ends uploads of more than a day and removes the bytes of those that no message named. They are marked first: from then
 * on none can be named any more, so nothing is removed under a message's feet, and a run that breaks off is gone on with.
 */
export async function removeUploads(
  ctx: Context,
  blobs: Pick<BlobStore, "remove">,
  workspaceIds: readonly string[],
): Promise<void> {
  await withWorkspaces(ctx.db, workspaceIds, (db) => expireUploads(db, workspaceIds, uploadLifeMs));
  const expired = await withWorkspaces(ctx.db, workspaceIds, (db) => listExpired(db, workspaceIds));
  for (const { blobKey, isUsed } of expired) {
    if (!isUsed) {
      await blobs.remove(blobKey);
    }
  }
  await withWorkspaces(ctx.db, workspaceIds, (db) => deleteExpired(db, expired));
}
