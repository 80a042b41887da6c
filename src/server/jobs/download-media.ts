import { hourMs, minuteMs, secondMs } from "#domain/time.ts";
import { type BlobStore, newBlobKey } from "../blobs/blob-store.ts";
import type { Context } from "../context.ts";
import { withWorkspaces } from "../db/connect.ts";
import { claimAttachment, listWorkspacesWithMedia } from "./media.queries.ts";
import { storeAttachment } from "./store-attachment.ts";

/** Fetches the files of messages after the fact, so that text never waits for them. */
export type MediaDownloads = {
  /** Looks into every workspace: new ones whose ring was lost, and those whose pause is over. The minute job calls it. */
  sweep(): Promise<void>;
  /** Resolves when no attachment is due and none in hand. What waits for a later try does not count. */
  settled(): Promise<void>;
  /** Breaks off what runs; it is tried again by whoever runs next. */
  stop(): Promise<void>;
};

/** Six tries over seven hours: longer than most failures of a provider, shorter than a guest's patience. */
const defaultPausesMs = [30 * secondMs, 2 * minuteMs, 10 * minuteMs, hourMs, 6 * hourMs];
/** More than fetch and store can take: a claim that is still there after that belongs to a dead process. */
const leaseMs = 5 * minuteMs;
/** Each may hold a file of 100 MiB in memory. */
const mostAtOnce = 3;
/** A busy workspace rings many times a second; looking this often is enough. */
const restMs = 200;

export type MediaDownloadOptions = {
  ctx: Context;
  blobs: BlobStore;
  listWorkspaceIds(): Promise<string[]>;
  /** Real ms to wait after each try that failed; after the one that follows the last pause it is given up. */
  pausesMs?: readonly number[];
};

/** Starts fetching: the rows of `attachments` that are pending are the queue, shared by all processes. */
export function startMediaDownloads({
  ctx,
  blobs,
  listWorkspaceIds,
  pausesMs = defaultPausesMs,
}: MediaDownloadOptions): MediaDownloads {
  const stopping = new AbortController();
  const waiting = new Set<string>();
  const running = new Set<Promise<void>>();
  /** Workspaces looked into a moment ago; true: somebody rang meanwhile. */
  const resting = new Map<string, { rangAgain: boolean; timer: NodeJS.Timeout }>();
  const idle: (() => void)[] = [];

  function wake(workspaceId: string): void {
    if (stopping.signal.aborted) {
      return;
    }
    const rest = resting.get(workspaceId);
    if (rest !== undefined) {
      rest.rangAgain = true;
      return;
    }
    waiting.add(workspaceId);
    startRunners();
  }

  function startRunners(): void {
    while (running.size < mostAtOnce) {
      const [workspaceId] = waiting;
      if (workspaceId === undefined) {
        return;
      }
      waiting.delete(workspaceId);
      const run = takeOne(workspaceId).finally(() => {
        running.delete(run);
        startRunners();
        tellIdle();
      });
      running.add(run);
    }
  }

  async function takeOne(workspaceId: string): Promise<void> {
    try {
      const claim = { blobKey: newBlobKey(workspaceId), leaseMs };
      const attachment = await withWorkspaces(ctx.db, [workspaceId], (db) =>
        claimAttachment(db, workspaceId, claim),
      );
      if (attachment === null) {
        rest(workspaceId);
        return;
      }
      // Behind the other workspaces, so that one with a thousand pictures holds up nobody.
      wake(workspaceId);
      await storeAttachment(ctx, attachment, { blobs, pausesMs, signal: stopping.signal });
    } catch (error) {
      ctx.log.error({ err: error, workspaceId }, "Fetching attachments failed; the next minute tries again");
    }
  }

  function rest(workspaceId: string): void {
    if (stopping.signal.aborted) {
      return;
    }
    const timer = setTimeout(() => {
      const rangAgain = resting.get(workspaceId)?.rangAgain ?? false;
      resting.delete(workspaceId);
      if (rangAgain) {
        wake(workspaceId);
      }
      tellIdle();
    }, restMs).unref();
    resting.set(workspaceId, { rangAgain: false, timer });
  }

  /** How many workspaces have something due. */
  async function lookAtAll(): Promise<number> {
    const workspaceIds = await listWorkspaceIds();
    const due = await withWorkspaces(ctx.db, workspaceIds, (db) => listWorkspacesWithMedia(db, workspaceIds));
    due.forEach(wake);
    return due.length;
  }

  function becomeIdle(): Promise<void> {
    return isIdle() ? Promise.resolve() : new Promise((resolve) => idle.push(resolve));
  }

  const isIdle = () =>
    running.size === 0 && waiting.size === 0 && ![...resting.values()].some(({ rangAgain }) => rangAgain);

  function tellIdle(): void {
    if (isIdle()) {
      for (const listener of idle.splice(0)) {
        listener();
      }
    }
  }

  const stopListening = ctx.doorbell.onRing((ring) => {
    if (ring === null) {
      lookAtAll().catch((error: unknown) =>
        ctx.log.warn({ err: error }, "Attachments could not be looked for"),
      );
    } else if (ring.what === "events") {
      wake(ring.workspaceId);
    }
  });

  return {
    async sweep() {
      await lookAtAll();
    },
    async settled() {
      do {
        await becomeIdle();
      } while (!stopping.signal.aborted && (await lookAtAll()) > 0);
    },
    async stop() {
      stopListening();
      stopping.abort();
      waiting.clear();
      for (const { timer } of resting.values()) {
        clearTimeout(timer);
      }
      resting.clear();
      await Promise.all(running);
      tellIdle();
    },
  };
}
