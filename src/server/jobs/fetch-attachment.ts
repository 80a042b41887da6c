import type { Context } from "../context.ts";
import { withWorkspaces } from "../db/connect.ts";
import { type ClaimedAttachment, findJournalBody } from "./media.queries.ts";

/**
 * The bytes of an attachment: from the provider, by a fresh address, or out of the journalled body that brought it.
 * Null: they are nowhere and never will be. Throws when another try may help.
 */
export async function fetchAttachment(
  ctx: Context,
  attachment: ClaimedAttachment,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const adapter = ctx.adapters.get(attachment.channelKind);
  if (adapter === undefined) {
    throw new Error(`No adapter for ${attachment.channelKind}`);
  }
  const { workspaceId, channelId, mediaId, part, journalId, journalReceivedAt } = attachment;
  if (mediaId !== null) {
    const account = await ctx.accounts.find(workspaceId, channelId);
    if (account === null) {
      throw new Error("The channel of the attachment is not connected");
    }
    return (await adapter.fetchMedia(account, mediaId, signal)).bytes;
  }
  if (part === null || journalId === null || journalReceivedAt === null) {
    return null;
  }
  const body = await withWorkspaces(ctx.db, [workspaceId], (db) =>
    findJournalBody(db, workspaceId, { journalId, receivedAt: journalReceivedAt }),
  );
  return body === null ? null : ((await adapter.readAttachment?.(body, part)) ?? null);
}
