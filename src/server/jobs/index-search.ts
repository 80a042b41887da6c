import { minuteMs } from "#domain/time.ts";
import type { Context } from "../context.ts";

/** A busy workspace rings many times a second: what came together is made searchable together. */
const pauseMs = 500;
/** How often everybody is looked at although nobody rang: a process may die between its commit and its ring. */
const sweepMs = 5 * minuteMs;

/** Makes messages searchable after the fact, so that storing them never waits for it. */
export type SearchIndex = {
  /** Nobody waits for search: a message is found a moment after it is stored. */
  settled(): Promise<void>;
  /** Ends after the batch in hand; the rest is done by whoever runs next. */
  stop(): Promise<void>;
};

/** Starts following the events of every workspace. */
export function startSearchIndex(options: {
  ctx: Context;
  listWorkspaceIds(): Promise<string[]>;
  /** The command of the search feature. */
  indexWorkspace(ctx: Context, workspaceId: string, signal: AbortSignal): Promise<void>;
}): SearchIndex {
  const { ctx, listWorkspaceIds, indexWorkspace } = options;
  const stopping = new AbortController();
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;

  function wake(workspaceId: string): void {
    waiting.add(workspaceId);
    schedule();
  }

  function schedule(): void {
    if (timer === null && running === null && waiting.size > 0 && !stopping.signal.aborted) {
      timer = setTimeout(() => {
        timer = null;
        running = work().finally(() => {
          running = null;
          schedule();
        });
      }, pauseMs).unref();
    }
  }

  async function work(): Promise<void> {
    const due = [...waiting];
    waiting.clear();
    for (const workspaceId of due) {
      // One workspace that can't be read is no reason to forget the others; the next ring or sweep tries again.
      await indexWorkspace(ctx, workspaceId, stopping.signal).catch((error: unknown) =>
        ctx.log.warn({ err: error, workspaceId }, "Messages could not be made searchable"),
      );
    }
  }

  function sweep(): void {
    listWorkspaceIds().then(
      (ids) => ids.forEach(wake),
      (error: unknown) => ctx.log.warn({ err: error }, "Workspaces could not be listed for the search"),
    );
  }

  const stopListening = ctx.doorbell.onRing((ring) => {
    if (ring === null) {
      sweep();
    } else if (ring.what === "events") {
      wake(ring.workspaceId);
    }
  });
  const sweeping = setInterval(sweep, sweepMs).unref();
  sweep();

  return {
    settled: async () => undefined,
    async stop() {
      stopListening();
      stopping.abort();
      clearInterval(sweeping);
      clearTimeout(timer ?? undefined);
      await running;
    },
  };
}
