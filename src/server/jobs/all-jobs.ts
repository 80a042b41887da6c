import { dayMs } from "#domain/time.ts";
import type { BlobStore } from "../blobs/blob-store.ts";
import type { KeptDays } from "../config.ts";
import type { Context } from "../context.ts";
import { asOwner } from "../db/as-owner.ts";
import { withWorkspaces } from "../db/connect.ts";
import { ensurePartitions } from "../db/partitions.ts";
import type { MediaDownloads } from "./download-media.ts";
import { dropOldDays } from "./drop-old-days.ts";
import { endOverdue } from "./end-overdue.ts";
import { forgetParked } from "./parked.queries.ts";
import { removeUploads } from "./remove-uploads.ts";
import type { JobSchedule, ScheduledJob } from "./scheduled-job.ts";

/** Statuses of messages that nobody knows are kept this long: their message may still be told of (F5). */
const parkedMs = 7 * dayMs;

/** Every job with its time: what `prepareJobs` is told. */
export const jobSchedules = [
  { name: "sync-templates", cron: "17 * * * *" },
  { name: "make-partitions", cron: "23 3 * * *" },
  { name: "drop-old-days", cron: "53 * * * *" },
  { name: "fetch-media", cron: "* * * * *" },
  { name: "forget-parked", cron: "41 4 * * *" },
  { name: "read-channel-health", cron: "29 * * * *" },
  { name: "end-overdue", cron: "37 * * * *" },
  { name: "reconcile-costs", cron: "11 5 * * *" },
  { name: "remove-uploads", cron: "11 * * * *" },
] as const satisfies readonly JobSchedule[];

/** The jobs with their work, for `startJobs`. */
export function createJobs(parts: {
  ctx: Context;
  /** Partitions are tables: only the owner makes and drops them. */
  ownerUrl: string;
  keepDays: KeptDays;
  media: Pick<MediaDownloads, "sweep">;
  blobs: Pick<BlobStore, "remove">;
  listWorkspaceIds(): Promise<string[]>;
  /** The command of the templates' feature. */
  syncTemplates(workspaceId: string): Promise<void>;
  /** The command of the costs' feature. */
  reconcileCosts(workspaceId: string): Promise<unknown>;
  /** The command of the channels' feature. */
  readHealths(workspaceId: string): Promise<void>;
}): ScheduledJob[] {
  const { ctx, ownerUrl, keepDays, media, blobs, listWorkspaceIds } = parts;
  const { syncTemplates, reconcileCosts, readHealths } = parts;
  const work: Record<(typeof jobSchedules)[number]["name"], () => Promise<void>> = {
    async "sync-templates"() {
      for (const workspaceId of await listWorkspaceIds()) {
        // One account that refuses us is no reason to forget the others.
        await syncTemplates(workspaceId).catch((error: unknown) =>
          ctx.log.warn({ err: error, workspaceId }, "Templates were not read"),
        );
      }
    },
    async "read-channel-health"() {
      for (const workspaceId of await listWorkspaceIds()) {
        await readHealths(workspaceId);
      }
    },
    "make-partitions": () => asOwner(ownerUrl, (owner) => ensurePartitions(owner, ctx.now())),
    async "drop-old-days"() {
      const workspaceIds = await listWorkspaceIds();
      await asOwner(ownerUrl, (owner) => dropOldDays(ctx, { owner, keepDays, workspaceIds }));
    },
    "fetch-media": () => media.sweep(),
    "end-overdue": async () => endOverdue(ctx, await listWorkspaceIds()),
    async "reconcile-costs"() {
      for (const workspaceId of await listWorkspaceIds()) {
        await reconcileCosts(workspaceId).catch((error: unknown) =>
          ctx.log.warn({ err: error, workspaceId }, "What was billed could not be read"),
        );
      }
    },
    "remove-uploads": async () => removeUploads(ctx, blobs, await listWorkspaceIds()),
    async "forget-parked"() {
      const workspaceIds = await listWorkspaceIds();
      await withWorkspaces(ctx.db, workspaceIds, (db) =>
        forgetParked(db, { workspaceIds, before: ctx.now() - parkedMs }),
      );
    },
  };
  return jobSchedules.map(({ name, cron }) => ({ name, cron, run: work[name] }));
}
