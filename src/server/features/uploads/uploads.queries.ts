import type { PictureForm } from "#domain/picture-form.ts";
import type { Transaction } from "../../db/connect.ts";

/** A file that was given to us. */
export type UploadColumns = {
  id: string;
  blobKey: string;
  name: string | null;
  type: string;
  size: number;
  sha256: string;
  isAnimated: boolean;
  isStereo: boolean;
  form: PictureForm | null;
};

/** Notes that a file is coming: should its bytes arrive and nothing else, the job finds them by this. */
export async function insertUpload(
  db: Transaction,
  upload: { workspaceId: string; id: string; blobKey: string; name: string | null; createdBy: string },
): Promise<void> {
  await db.execute({
    name: "uploads_insert",
    text: `insert into uploads (workspace_id, id, blob_key, name, created_by) values ($1, $2, $3, $4, $5)`,
    values: [upload.workspaceId, upload.id, upload.blobKey, upload.name, upload.createdBy],
  });
}

/** The file is here. */
export async function markUploadStored(
  db: Transaction,
  workspaceId: string,
  upload: Omit<UploadColumns, "blobKey" | "name">,
): Promise<void> {
  await db.execute({
    name: "uploads_mark_stored",
    text: `update uploads set type = $3, size = $4, sha256 = $5, is_animated = $6, is_stereo = $7,
        picture_form = $8, stored_at = now()
      where workspace_id = $1 and id = $2`,
    values: [
      workspaceId,
      upload.id,
      upload.type,
      upload.size,
      upload.sha256,
      upload.isAnimated,
      upload.isStereo,
      upload.form,
    ],
  });
}

export async function deleteUpload(db: Transaction, workspaceId: string, id: string): Promise<void> {
  await db.execute({
    name: "uploads_delete",
    text: "delete from uploads where workspace_id = $1 and id = $2",
    values: [workspaceId, id],
  });
}

/** Takes uploads for a message: from now on their bytes stay. Those that are gone or not whole are not among the answers. */
export function claimUploads(
  db: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<UploadColumns[]> {
  return db.query<UploadColumns>({
    name: "uploads_claim",
    text: `update uploads set used_at = coalesce(used_at, now())
      where workspace_id = $1 and id = any($2::uuid[]) and stored_at is not null and expired_at is null
      returning id, blob_key as "blobKey", name, type, size, sha256, is_animated as "isAnimated",
        is_stereo as "isStereo", picture_form as form`,
    values: [workspaceId, ids],
  });
}

/** An upload that is whole and still here. */
export async function findUpload(
  db: Transaction,
  workspaceId: string,
  id: string,
): Promise<Pick<UploadColumns, "blobKey" | "name" | "type" | "size"> | null> {
  const rows = await db.query<Pick<UploadColumns, "blobKey" | "name" | "type" | "size">>({
    name: "uploads_find",
    text: `select blob_key as "blobKey", name, type, size from uploads
      where workspace_id = $1 and id = $2 and stored_at is not null and expired_at is null`,
    values: [workspaceId, id],
  });
  return rows[0] ?? null;
}

/** Puts files to a message; they are served from our own store. */
export async function insertAttachments(
  db: Transaction,
  workspaceId: string,
  messageId: string,
  files: readonly (Pick<UploadColumns, "blobKey" | "name" | "type" | "size" | "sha256"> & { id: string })[],
): Promise<void> {
  await db.execute({
    name: "uploads_insert_attachments",
    text: `insert into attachments (workspace_id, id, message_id, position, name, type, size, sha256, blob_key, state)
      select $1, f.id, $2, f.position - 1, f.name, f.type, f.size, f.sha256, f.blob_key, 'stored'
      from unnest($3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[]) with ordinality
        as f(id, name, type, size, sha256, blob_key, position)`,
    values: [
      workspaceId,
      messageId,
      files.map((file) => file.id),
      files.map((file) => file.name),
      files.map((file) => file.type),
      files.map((file) => file.size),
      files.map((file) => file.sha256),
      files.map((file) => file.blobKey),
    ],
  });
}

/**
 * Forgets under which ids a number's provider has the files of a message: it refused the message, or lost them, so the
 * next one gives them again.
 */
export async function forgetProviderMedia(
  db: Transaction,
  workspaceId: string,
  message: { messageId: string; channelId: string },
): Promise<void> {
  await db.execute({
    name: "uploads_forget_provider_media",
    text: `delete from provider_media p using attachments a
      where a.workspace_id = $1 and a.message_id = $2 and p.workspace_id = $1 and p.channel_id = $3
        and p.blob_key = a.blob_key`,
    values: [workspaceId, message.messageId, message.channelId],
  });
}

/** The files of a message that is sent again. */
export function listFilesOf(
  db: Transaction,
  workspaceId: string,
  messageId: string,
): Promise<Omit<UploadColumns, "isAnimated" | "isStereo" | "form">[]> {
  return db.query<Omit<UploadColumns, "isAnimated" | "isStereo" | "form">>({
    name: "uploads_list_files_of",
    text: `select id, blob_key as "blobKey", name, type, size, sha256 from attachments
      where workspace_id = $1 and message_id = $2 and state = 'stored' and blob_key is not null order by position`,
    values: [workspaceId, messageId],
  });
}
