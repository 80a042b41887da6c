import type { BlobStore } from "./blobs/blob-store.ts";
import type { Role } from "./config.ts";
import type { Context } from "./context.ts";
import type { Ingest } from "./ingest/ingest.ts";
import { listWorkspaceIds } from "./list-workspace-ids.ts";

/** What runs by itself in this process. */
export type Background = {
  /** Resolves when nothing that is due is still on its way. */
  settled(): Promise<void>;
  /** Ends the parts one after the other, those that bring work in first. */
  stop(): Promise<void>;
};

/** Starts the parts of this process's roles; each is imported only where it runs. */
export async function startBackground(
  ctx: Context,
  { roles, ingest, blobs }: { roles: ReadonlySet<Role>; ingest: Ingest; blobs: BlobStore },
): Promise<Background> {
  const shared = { ctx, listWorkspaceIds: () => listWorkspaceIds(ctx.db) };
  const parts: Background[] = [];
  if (roles.has("mail")) {
    const { startMailboxes } = await import("./jobs/read-mailboxes.ts");
    parts.push(startMailboxes({ ...shared, ingest }));
  }
  if (roles.has("delivery")) {
    const { startDelivery } = await import("./delivery/delivery.ts");
    parts.push(startDelivery(shared));
  }
  if (roles.has("jobs")) {
    const { startMediaDownloads } = await import("./jobs/download-media.ts");
    parts.push(startMediaDownloads({ ...shared, blobs }));
  }
  return {
    async settled() {
      for (const part of parts) {
        await part.settled();
      }
    },
    async stop() {
      for (const part of parts) {
        await part.stop();
      }
    },
  };
}
