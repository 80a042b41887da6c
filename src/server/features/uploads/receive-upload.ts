import { createHash } from "node:crypto";
import type { UploadView } from "#contract/uploads.ts";
import { largestFileBytes } from "#domain/media-limits.ts";
import { pictureHeadBytes } from "#domain/picture-form.ts";
import { type BlobStore, newBlobKey } from "../../blobs/blob-store.ts";
import type { Caller } from "../../caller.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { reasonOf } from "../../log.ts";
import { readFileTraits } from "./read-file-traits.ts";
import { readFileType } from "./read-file-type.ts";
import { deleteUpload, insertUpload, markUploadStored } from "./uploads.queries.ts";

/** So much of a file is looked at to know its type; its traits may stand further behind. */
const typeBytes = 64 * 1_024;

/**
 * Takes a file as it comes, piece by piece, into the store of files. Its row is written first: whatever breaks off then,
 * the bytes are found and removed. What it is, its own first bytes say; limits of a kind are asked when a message names it.
 */
export async function receiveUpload(
  ctx: Context,
  blobs: BlobStore,
  { caller, name, body }: { caller: Caller; name: string | null; body: AsyncIterable<Uint8Array> },
): Promise<UploadView> {
  const { workspaceId } = caller;
  const id = newId();
  const blobKey = newBlobKey(workspaceId);
  await withWorkspaces(ctx.db, [workspaceId], (db) =>
    insertUpload(db, { workspaceId, id, blobKey, name, createdBy: caller.id }),
  );
  const seen = watch(body);
  try {
    await blobs.put(blobKey, seen.pieces(), "application/octet-stream");
    const head = seen.head();
    const traits = readFileTraits(head);
    const file = {
      id,
      type: await readFileType(head.subarray(0, typeBytes), name),
      size: seen.size(),
      sha256: seen.sha256(),
    };
    await withWorkspaces(ctx.db, [workspaceId], (db) =>
      markUploadStored(db, workspaceId, { ...file, ...traits }),
    );
    return { id, name, type: file.type, size: file.size, isAnimated: traits.isAnimated };
  } catch (error) {
    await forget(ctx, blobs, { workspaceId, id, blobKey });
    throw error;
  }
}

/** What can't be removed now the job removes. */
async function forget(
  ctx: Context,
  blobs: BlobStore,
  { workspaceId, id, blobKey }: { workspaceId: string; id: string; blobKey: string },
): Promise<void> {
  try {
    await blobs.remove(blobKey);
    await withWorkspaces(ctx.db, [workspaceId], (db) => deleteUpload(db, workspaceId, id));
  } catch (error) {
    ctx.log.warn({ workspaceId, uploadId: id, reason: reasonOf(error) }, "A broken upload stays for the job");
  }
}

/** Passes pieces on, and knows in the end what went through; too much breaks it off. */
function watch(body: AsyncIterable<Uint8Array>) {
  const hash = createHash("sha256");
  const head: Uint8Array[] = [];
  let size = 0;
  return {
    async *pieces(): AsyncGenerator<Uint8Array> {
      for await (const piece of body) {
        if (size < pictureHeadBytes) {
          head.push(piece.subarray(0, pictureHeadBytes - size));
        }
        size += piece.byteLength;
        if (size > largestFileBytes) {
          throw new AppError("PAYLOAD_TOO_LARGE", { limit: largestFileBytes });
        }
        hash.update(piece);
        yield piece;
      }
    },
    head: () => Buffer.concat(head),
    size: () => size,
    sha256: () => hash.digest("hex"),
  };
}
