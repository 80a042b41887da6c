import type { BlobStore } from "./blobs/blob-store.ts";
import type { KeptDays, Role } from "./config.ts";
import type { Context } from "./context.ts";
import type { Database } from "./db/connect.ts";
import { checkHealths } from "./features/channels/check-health.ts";
import { reconcileCosts } from "./features/costs/reconcile-costs.ts";
import { indexWorkspace } from "./features/search/index-workspace.ts";
import { syncTemplates } from "./features/templates/sync-templates.ts";
import { wakeThreads } from "./features/threads/wake-threads.ts";
import type { Ingest } from "./ingest/ingest.ts";
import { startReplays } from "./ingest/replay-quarantine.ts";
import type { MediaDownloads } from "./jobs/download-media.ts";
import { listWorkspaceIds } from "./list-workspace-ids.ts";
import type { OpenDatabase } from "./open-database.ts";

/** What runs by itself in this process. */
export type Background = {
  /** Resolves when nothing that is due is still on its way. */
  settled(): Promise<void>;
  /** Ends the parts one after the other, those that bring work in first. */
  stop(): Promise<void>;
};

/** What the parts need beside the context. */
export type BackgroundInput = {
  roles: ReadonlySet<Role>;
  ingest: Ingest;
  /** A road of its own for mail, which is large and in no hurry. */
  mailIngest: Ingest;
  deliveryDb: Database;
  blobs: BlobStore;
  database: Pick<OpenDatabase, "appUrl" | "ownerUrl">;
  keepDays: KeptDays;
};

/** Starts the parts of this process's roles; each is imported only where it runs. */
export async function startBackground(
  ctx: Context,
  { roles, ingest, mailIngest, deliveryDb, blobs, database, keepDays }: BackgroundInput,
): Promise<Background> {
  const shared = { ctx, listWorkspaceIds: () => listWorkspaceIds(ctx.db) };
  const parts: Background[] = [];
  if (roles.has("ingest")) {
    parts.push(startReplays(ctx, { ...shared, ingest }));
  }
  if (roles.has("mail")) {
    const { startMailboxes } = await import("./jobs/read-mailboxes.ts");
    parts.push(startMailboxes({ ...shared, ingest: mailIngest }));
  }
  if (roles.has("delivery")) {
    const { startDelivery } = await import("./delivery/delivery.ts");
    parts.push(startDelivery({ ...shared, ctx: { ...ctx, db: deliveryDb }, files: blobs }));
  }
  if (roles.has("jobs")) {
    const { startMediaDownloads } = await import("./jobs/download-media.ts");
    const { startSearchIndex } = await import("./jobs/index-search.ts");
    parts.push(startSearchIndex({ ...shared, indexWorkspace }));
    const media = startMediaDownloads({ ...shared, blobs });
    parts.push(await startScheduledJobs({ ...shared, ...database, keepDays, media, blobs }), media);
    const { startSnoozeAlarm } = await import("./jobs/wake-snoozed.ts");
    parts.push(startSnoozeAlarm({ ...shared, log: ctx.log, wakeThreads: (ids) => wakeThreads(ctx, ids) }));
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

async function startScheduledJobs(parts: {
  ctx: Context;
  appUrl: string;
  ownerUrl: string;
  keepDays: KeptDays;
  media: MediaDownloads;
  blobs: BlobStore;
  listWorkspaceIds(): Promise<string[]>;
}): Promise<Background> {
  const { ctx, appUrl } = parts;
  const [{ createJobs }, { startJobs }] = await Promise.all([
    import("./jobs/all-jobs.ts"),
    import("./jobs/run-jobs.ts"),
  ]);
  const jobs = createJobs({
    ...parts,
    syncTemplates: (workspaceId) => syncTemplates(ctx, workspaceId),
    reconcileCosts: (workspaceId) => reconcileCosts(ctx, workspaceId),
    readHealths: (workspaceId) => checkHealths(ctx, workspaceId),
  });
  const running = await startJobs({ appUrl, log: ctx.log, jobs });
  return { settled: async () => undefined, stop: () => running.stop() };
}
