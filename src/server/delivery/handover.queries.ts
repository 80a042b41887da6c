import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";

/** Keeps the id under which a provider has a file. */
export async function rememberMedia(
  db: Transaction,
  media: { workspaceId: string; channelId: string; blobKey: string; mediaId: string; at: Instant },
): Promise<void> {
  await db.execute({
    name: "delivery_remember_media",
    text: `insert into provider_media (workspace_id, channel_id, blob_key, media_id, uploaded_at)
           values ($1, $2, $3, $4, $5)
           on conflict (workspace_id, channel_id, blob_key) do update
             set media_id = excluded.media_id, uploaded_at = excluded.uploaded_at`,
    values: [media.workspaceId, media.channelId, media.blobKey, media.mediaId, toTimestamp(media.at)],
  });
}
