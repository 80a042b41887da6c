import type { BlobStore } from "../../blobs/blob-store.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { findUpload } from "./uploads.queries.ts";

/** A file that was given to us, with its bytes: for what hands it on at once and keeps nothing. */
export async function readUpload(
  ctx: Context,
  blobs: BlobStore,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<{ name: string | null; type: string; size: number; bytes: Uint8Array }> {
  const upload = await withWorkspaces(ctx.db, [workspaceId], (db) => findUpload(db, workspaceId, id));
  const bytes = upload === null ? null : await blobs.get(upload.blobKey);
  if (upload === null || bytes === null) {
    throw new AppError("NOT_FOUND", { what: "upload" });
  }
  return { name: upload.name, type: upload.type, size: upload.size, bytes };
}
