import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";
import type { Doorbell, Ring } from "./doorbell.ts";

const channel = "messaging_center";
const letters = { events: "e", queue: "q", channels: "c" } as const satisfies Record<Ring["what"], string>;
const firstPauseMs = 100;
const longestPauseMs = 5_000;
/** NOTIFY takes less than 8,000 bytes. */
const mostRings = 100;

/** The doorbell that PostgreSQL itself carries: LISTEN on a connection of its own, NOTIFY for the others. */
export async function createListenDoorbell(options: {
  url: string;
  pool: pg.Pool;
  log: Pick<Logger, "warn">;
}): Promise<Doorbell> {
  const listeners = new Set<(ring: Ring | null) => void>();
  const closing = new AbortController();
  const waiting = new Map<string, Ring>();
  let client: pg.Client | null = null;
  let sending: Promise<void> | null = null;

  const tell = (ring: Ring | null) => {
    for (const listener of [...listeners]) {
      listener(ring);
    }
  };

  async function listen(): Promise<void> {
    const next = new pg.Client({
      connectionString: options.url,
      application_name: "messaging-center doorbell",
      keepAlive: true,
    });
    next.on("error", () => undefined);
    next.on("notification", ({ payload }) => {
      for (const ring of readRings(payload ?? "")) {
        tell(ring);
      }
    });
    await next.connect();
    await next.query(`listen ${channel}`);
    client = next;
    next.once("end", () => {
      client = null;
      void reconnect();
    });
  }

  async function reconnect(): Promise<void> {
    for (
      let pauseMs = firstPauseMs;
      !closing.signal.aborted;
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    ) {
      try {
        await listen();
        // Rings were lost meanwhile: everybody looks for themselves.
        tell(null);
        return;
      } catch (error) {
        options.log.warn(
          { reason: error instanceof Error ? error.message : String(error) },
          "The doorbell is not connected",
        );
        await delay(pauseMs, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  }

  /** One NOTIFY carries what gathered while the last one travelled. */
  async function send(): Promise<void> {
    while (waiting.size > 0 && !closing.signal.aborted) {
      const rings = [...waiting.entries()].slice(0, mostRings);
      for (const [key] of rings) {
        waiting.delete(key);
      }
      const payload = rings.map(([key]) => key).join(" ");
      await options.pool.query("select pg_notify($1, $2)", [channel, payload]).catch(() => {
        // A lost ring is harmless; this process at least hears its own.
        for (const [, ring] of rings) {
          tell(ring);
        }
      });
    }
    sending = null;
  }

  await listen();
  return {
    ring(rings) {
      for (const ring of rings) {
        waiting.set(`${letters[ring.what]}${ring.workspaceId}`, ring);
      }
      sending ??= send();
    },
    onRing(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closing.abort();
      await sending;
      client?.removeAllListeners("end");
      await client?.end();
    },
  };
}

const kinds = new Map<string, Ring["what"]>([
  [letters.events, "events"],
  [letters.queue, "queue"],
  [letters.channels, "channels"],
]);

function readRings(payload: string): Ring[] {
  return payload.split(" ").flatMap((word) => {
    const what = kinds.get(word.slice(0, 1));
    return what === undefined ? [] : [{ what, workspaceId: word.slice(1) }];
  });
}
