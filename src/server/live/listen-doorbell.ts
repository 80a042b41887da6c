import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";
import type { Doorbell, Ring } from "./doorbell.ts";

const channel = "messaging_center";
const letters = { events: "e", queue: "q", channels: "c" } as const satisfies Record<Ring["what"], string>;
/** A connection that only listens can't tell a quiet database from one that is gone without a word (F9): it is asked. */
const askEveryMs = 5_000;
const answerWithinMs = 3_000;
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
      connectionTimeoutMillis: answerWithinMs,
      query_timeout: answerWithinMs,
    });
    next.on("error", () => undefined);
    next.on("notification", ({ payload }) => {
      for (const ring of readRings(payload ?? "")) {
        tell(ring);
      }
    });
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
    } catch (error) {
      next.end().catch(() => undefined);
      throw error;
    }
    client = next;
    next.once("end", () => lose(next));
  }

  /** Once for each connection, however its end was noticed. */
  function lose(lost: pg.Client): void {
    if (client === lost) {
      client = null;
      void reconnect();
    }
  }

  async function check(): Promise<void> {
    const current = client;
    try {
      await current?.query("select");
    } catch {
      if (current !== null) {
        current.end().catch(() => undefined);
        lose(current);
      }
    }
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
    for (let pauseMs = firstPauseMs; waiting.size > 0 && !closing.signal.aborted; ) {
      const rings = [...waiting.entries()].slice(0, mostRings);
      for (const [key] of rings) {
        waiting.delete(key);
      }
      try {
        const payload = rings.map(([key]) => key).join(" ");
        await options.pool.query("select pg_notify($1, $2)", [channel, payload]);
        pauseMs = firstPauseMs;
      } catch {
        // This process hears its own rings at once, the others when the database is back.
        for (const [key, ring] of rings) {
          waiting.set(key, ring);
          tell(ring);
        }
        await delay(pauseMs, undefined, { signal: closing.signal }).catch(() => undefined);
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      }
    }
    sending = null;
  }

  await listen();
  const checking = setInterval(() => void check(), askEveryMs);
  checking.unref();
  return {
    ring(rings) {
      for (const ring of rings) {
        waiting.set(`${letters[ring.what]}${ring.workspaceId}`, ring);
      }
      // Without anything to tell it would end before it is remembered as running, and be taken for running for ever.
      if (waiting.size > 0) {
        sending ??= send();
      }
    },
    onRing(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closing.abort();
      clearInterval(checking);
      await sending;
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
