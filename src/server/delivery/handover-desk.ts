import type { MediaOutcome } from "#channels/channel.ts";
import { minuteMs } from "#domain/time.ts";
import type { BlobStore } from "../blobs/blob-store.ts";
import type { Context } from "../context.ts";
import { reasonOf } from "../log.ts";
import type { Handover } from "./handover.ts";
import { recordHandover } from "./record-handover.ts";

/** Hands files over to providers, a few at a time: each may hold 100 MiB in memory. */
export type HandoverDesk = {
  /** How many more it takes now. */
  room(): number;
  /** Whether a file of a channel is on its way. */
  has(key: string): boolean;
  take(handover: Handover): void;
  inHand(): number;
  settled(): Promise<void>;
  /** Breaks off what is on its way: it is begun again later. */
  stop(): Promise<void>;
};

const atOnce = 3;
const patienceMs = 3 * minuteMs;

/** Makes the desk of a process. */
export function createHandoverDesk(options: {
  ctx: Context;
  files: Pick<BlobStore, "get">;
  onDone(workspaceId: string): void;
}): HandoverDesk {
  const { ctx, files } = options;
  const ending = new AbortController();
  const running = new Map<string, Promise<void>>();

  async function run(handover: Handover): Promise<void> {
    const { workspaceId, messageId } = handover;
    try {
      const outcome = await handOver(handover);
      const rings = await recordHandover(ctx, handover, outcome);
      ctx.doorbell.ring(rings);
    } catch (error) {
      // Its lease ends, and it is handed over again.
      ctx.log.warn({ workspaceId, messageId, reason: reasonOf(error) }, "A file could not be handed over");
    }
  }

  async function handOver({
    workspaceId,
    messageId,
    account,
    upload,
    file,
  }: Handover): Promise<MediaOutcome> {
    const refused = (reason: "media" | "connection", detail: string): MediaOutcome => {
      const failure = { reason, code: null, detail };
      return { kind: "refused", failure, retryable: reason === "connection", retryAfterMs: null };
    };
    let bytes: Uint8Array | null;
    try {
      bytes = await files.get(file.blobKey);
    } catch (error) {
      // Where files lie is out of reach for a moment: the message waits that long, not until its lease ends.
      ctx.log.warn({ workspaceId, messageId, reason: reasonOf(error) }, "A file could not be read");
      return refused("connection", "The file could not be read");
    }
    if (bytes === null) {
      return refused("media", "The file is gone");
    }
    const { name, type } = file;
    return upload(
      account,
      { name, type, bytes },
      AbortSignal.any([AbortSignal.timeout(patienceMs), ending.signal]),
    );
  }

  async function settled(): Promise<void> {
    while (running.size > 0) {
      await Promise.all(running.values());
    }
  }

  return {
    room: () => atOnce - running.size,
    has: (key) => running.has(key),
    take(handover) {
      const key = `${handover.channelId} ${handover.file.blobKey}`;
      const done = run(handover).finally(() => {
        running.delete(key);
        options.onDone(handover.workspaceId);
      });
      running.set(key, done);
    },
    inHand: () => running.size,
    settled,
    stop() {
      ending.abort();
      return settled();
    },
  };
}
