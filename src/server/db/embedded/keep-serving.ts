import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../log.ts";
import { clearStaleServer } from "./clear-stale-server.ts";
import { type ServerOptions, type ServerProcess, startServer } from "./server-process.ts";

/** A server that is started again whenever it dies, until it is stopped. */
export interface KeptServer {
  pid(): number;
  restarts(): number;
  stop(): Promise<void>;
}

// Right after a crash old backends may hold the shared memory for a moment: a second try soon, then patience.
const pausesMs = [0, 100, 200, 500, 1000, 2000, 5000];

/** Starts the server and keeps it running; every end that nobody asked for is logged and told to `onCrash`. */
export async function keepServing(
  options: ServerOptions,
  onCrash: (sentence: string) => void,
): Promise<KeptServer> {
  const stopping = new AbortController();
  let server = await startAfterCrash(options, stopping.signal, 5);
  let restarts = 0;

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      const sentence = await server.exited;
      if (stopping.signal.aborted) {
        return;
      }
      options.log.error({ sentence }, "PostgreSQL died and is being started again");
      onCrash(sentence);
      server = await startAfterCrash(options, stopping.signal, Number.POSITIVE_INFINITY);
      restarts += 1;
      options.log.warn({ pid: server.pid }, "PostgreSQL serves again");
    }
  }

  // Ends by being stopped only: a start that is given up then is no failure.
  const watching = watch().catch(() => undefined);
  return {
    pid: () => server.pid,
    restarts: () => restarts,
    stop: async () => {
      stopping.abort();
      await server.stop();
      await watching;
      // A start under way while it was stopped may have succeeded.
      await server.stop();
    },
  };
}

async function startAfterCrash(
  options: ServerOptions,
  stopping: AbortSignal,
  tries: number,
): Promise<ServerProcess> {
  for (let attempt = 0; ; attempt += 1) {
    await delay(pausesMs[Math.min(attempt, pausesMs.length - 1)], undefined, { signal: stopping });
    try {
      await clearStaleServer(options.dataDir, options.log);
      return await startServer(options);
    } catch (error) {
      if (attempt + 1 >= tries) {
        throw error;
      }
      logRetry(options.log, error);
    }
  }
}

function logRetry(log: Log, error: unknown): void {
  log.warn(
    { reason: error instanceof Error ? error.message : String(error) },
    "PostgreSQL did not start; next try",
  );
}
