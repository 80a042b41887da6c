import type { PictureForm } from "#domain/picture-form.ts";
import type { Transaction } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import {
  claimUploads,
  forgetProviderMedia,
  insertAttachments,
  listFilesOf,
  type UploadColumns,
} from "./uploads.queries.ts";

/** A file on its way to a message. */
export type FileToSend = Pick<UploadColumns, "blobKey" | "name" | "type" | "size" | "sha256"> & {
  isAnimated: boolean;
  isStereo: boolean;
  form: PictureForm | null;
};

/** The uploads that a message names, in its order; one that is gone, or of somebody else, is NOT_FOUND. */
export async function takeUploads(
  db: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<FileToSend[]> {
  if (ids.length === 0) {
    return [];
  }
  const uploads = await claimUploads(db, workspaceId, ids);
  return ids.map((id) => {
    const upload = uploads.find((one) => one.id === id);
    if (upload === undefined) {
      throw new AppError("NOT_FOUND", { what: "upload" });
    }
    return upload;
  });
}

/** The files of a message that is sent again: the new one gets the same bytes, and the provider gets them afresh. */
export async function takeFilesOf(
  db: Transaction,
  workspaceId: string,
  { messageId, channelId }: { messageId: string; channelId: string | null },
): Promise<FileToSend[]> {
  const files = await listFilesOf(db, workspaceId, messageId);
  if (files.length > 0 && channelId !== null) {
    await forgetProviderMedia(db, workspaceId, { messageId, channelId });
  }
  // Whether it moves or has two channels was asked when it was sent first, and is not kept.
  return files.map((file) => ({ ...file, isAnimated: true, isStereo: false, form: null }));
}

/** Puts files to a message, in the transaction that stores it. */
export async function attachFiles(
  db: Transaction,
  { workspaceId, messageId, files }: { workspaceId: string; messageId: string; files: readonly FileToSend[] },
): Promise<void> {
  if (files.length > 0) {
    await insertAttachments(
      db,
      workspaceId,
      messageId,
      files.map((file) => ({ ...file, id: newId() })),
    );
  }
}
