import pg from "pg";
import type { Logger } from "pino";
import { connectAgain } from "./connect-again.ts";
import type { Doorbell } from "./doorbell.ts";
import { createRingListeners } from "./ring-listeners.ts";
import { createRingSender } from "./ring-sender.ts";
import { readRings } from "./ring-text.ts";

const channel = "messaging_center";
/** A connection that only listens can't tell a quiet database from one that is gone without a word (F9): it is asked. */
const askEveryMs = 5_000;
const answerWithinMs = 3_000;

/** The doorbell that PostgreSQL itself carries: LISTEN on a connection of its own, NOTIFY for the others. */
export async function createListenDoorbell(options: {
  url: string;
  pool: pg.Pool;
  log: Pick<Logger, "warn" | "info">;
}): Promise<Doorbell> {
  const { log } = options;
  const { tell, onRing } = createRingListeners();
  const closing = new AbortController();
  let client: pg.Client | null = null;

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
    if (await connectAgain({ connect: listen, signal: closing.signal, log })) {
      // Rings were lost meanwhile: everybody looks for themselves.
      tell(null);
    }
  }

  const sender = createRingSender({
    tell,
    publish: async (text) => void (await options.pool.query("select pg_notify($1, $2)", [channel, text])),
  });
  await listen();
  const checking = setInterval(() => void check(), askEveryMs);
  checking.unref();
  return {
    ring: sender.ring,
    onRing,
    isConnected: () => client !== null,
    async close() {
      closing.abort();
      clearInterval(checking);
      await sender.close();
      await client?.end();
    },
  };
}
