import type { BlobStore } from "../blobs/blob-store.ts";
import type { Context } from "../context.ts";
import { type Transaction, withWorkspaces } from "../db/connect.ts";
import { reasonOf } from "../log.ts";
import { appendEvents } from "../record/append-events.ts";
import { lockWorkspaces } from "../record/load.queries.ts";
import { checkFile } from "./check-file.ts";
import { fetchAttachment } from "./fetch-attachment.ts";
import { type ClaimedAttachment, markStored, markUnavailable, postponeTry } from "./media.queries.ts";

/**
 * One try to bring a claimed attachment home: fetch, check, store, and tell every screen. After the last of `pausesMs`
 * it is given up, and the thread shows a placeholder for ever (F22). Never throws but for the database's sake.
 */
export async function storeAttachment(
  ctx: Context,
  attachment: ClaimedAttachment,
  { blobs, pausesMs, signal }: { blobs: BlobStore; pausesMs: readonly number[]; signal: AbortSignal },
): Promise<void> {
  try {
    if (attachment.earlierBlobKey !== null) {
      await blobs.remove(attachment.earlierBlobKey);
    }
    const bytes = await fetchAttachment(ctx, attachment, signal);
    if (bytes === null) {
      await giveUp(ctx, attachment, "The file is nowhere");
      return;
    }
    const type = await checkFile(bytes, attachment);
    await blobs.put(attachment.blobKey, bytes, type);
    const file = { type, size: bytes.byteLength };
    if (!(await settle(ctx, attachment, (db) => markStored(db, attachment, file)))) {
      await blobs.remove(attachment.blobKey);
    }
  } catch (error) {
    const reason = reasonOf(error);
    await tryLater(ctx, attachment, { reason, pausesMs, signal });
  }
}

async function tryLater(
  ctx: Context,
  attachment: ClaimedAttachment,
  { reason, pausesMs, signal }: { reason: string; pausesMs: readonly number[]; signal: AbortSignal },
): Promise<void> {
  const { workspaceId, id, tries } = attachment;
  const pauseMs = pausesMs[tries - 1];
  if (pauseMs === undefined && !signal.aborted) {
    await giveUp(ctx, attachment, reason);
    return;
  }
  ctx.log.warn({ workspaceId, attachmentId: id, tries, reason }, "An attachment could not be fetched yet");
  const later = signal.aborted ? { pauseMs: 0, counts: false } : { pauseMs: pauseMs ?? 0, counts: true };
  await withWorkspaces(ctx.db, [workspaceId], (db) => postponeTry(db, attachment, later));
}

async function giveUp(ctx: Context, attachment: ClaimedAttachment, reason: string): Promise<void> {
  const { workspaceId, id, tries } = attachment;
  ctx.log.error({ workspaceId, attachmentId: id, tries, reason }, "An attachment was given up");
  await settle(ctx, attachment, (db) => markUnavailable(db, attachment));
}

/** Writes the end of an attachment together with the event that tells it. False: somebody else wrote one. */
async function settle(
  ctx: Context,
  attachment: ClaimedAttachment,
  mark: (db: Transaction) => Promise<boolean>,
): Promise<boolean> {
  const { workspaceId, threadId, messageId, messageStatus: status } = attachment;
  const isSettled = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const [workspace] = await lockWorkspaces(db, [workspaceId]);
    if (workspace === undefined || !(await mark(db))) {
      return false;
    }
    const events = [{ kind: "message.changed", threadId, messageId, status }] as const;
    appendEvents(db, { workspace, events, now: ctx.now() });
    return true;
  });
  if (isSettled) {
    ctx.doorbell.ring([{ what: "events", workspaceId }]);
  }
  return isSettled;
}
