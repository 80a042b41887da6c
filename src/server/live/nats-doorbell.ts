import { connect, errors, type NatsConnection } from "@nats-io/transport-node";
import type { Logger } from "pino";
import { ConfigError } from "../config.ts";
import { connectAgain } from "./connect-again.ts";
import type { Doorbell } from "./doorbell.ts";
import type { NatsServers } from "./nats-servers.ts";
import { createRingListeners } from "./ring-listeners.ts";
import { createRingSender } from "./ring-sender.ts";
import { readRings } from "./ring-text.ts";

const answerWithinMs = 3_000;
/**
 * How often a connection is asked, since a quiet one can't be told from one that is gone without a word; and how often
 * everybody looks for themselves while there is none.
 */
const defaultCheckMs = 5_000;

/**
 * The doorbell for many processes: NATS carries the rings, and PostgreSQL is asked for nothing but its rows. One that is
 * away stops nobody: this process hears its own rings, and everybody looks for themselves every few seconds. A server that
 * answers and wants nothing of us is a wrong setting: that throws.
 */
export async function createNatsDoorbell(options: {
  nats: NatsServers;
  /** One for each installation, so that those who share a NATS do not wake each other. */
  subject: string;
  log: Pick<Logger, "warn" | "info">;
  checkMs?: number;
}): Promise<Doorbell> {
  const { nats, subject, log, checkMs = defaultCheckMs } = options;
  const { tell, onRing } = createRingListeners();
  const closing = new AbortController();
  let connection: NatsConnection | null = null;

  async function listen(): Promise<void> {
    const opened = await connectTo(nats);
    try {
      await subscribe(opened);
      closing.signal.throwIfAborted();
    } catch (error) {
      await opened.close();
      throw error;
    }
    connection = opened;
    void opened.closed().then(() => lose(opened));
  }

  /** Once for each connection, however its end was noticed. */
  function lose(lost: NatsConnection): void {
    if (connection === lost) {
      connection = null;
      void reconnect();
    }
  }

  async function check(): Promise<void> {
    const current = connection;
    if (current === null) {
      tell(null);
      return;
    }
    try {
      await within(current.flush());
    } catch {
      lose(current);
      current.close().catch(() => undefined);
    }
  }

  /** Hears itself once, so that rights that are missing are noticed at once. */
  async function subscribe(opened: NatsConnection): Promise<void> {
    let isHeard = false;
    opened.subscribe(subject, {
      callback(error, message) {
        if (error === null) {
          isHeard = true;
          for (const ring of readRings(message.string())) {
            tell(ring);
          }
        }
      },
    });
    opened.publish(subject);
    await within(opened.flush());
    if (!isHeard) {
      throw new ConfigError(`NATS_URL leads to a server that lets us not publish and subscribe ${subject}`);
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
    async publish(text) {
      if (connection === null) {
        throw new Error("NATS is away");
      }
      connection.publish(subject, text);
      // Resolves once the server has taken the ring, not when it lies in a buffer.
      await within(connection.flush());
    },
  });

  try {
    await listen();
  } catch (error) {
    if (!isAway(error)) {
      throw explain(error);
    }
    void reconnect();
  }
  const checking = setInterval(() => void check(), checkMs);
  checking.unref();

  return {
    ring: sender.ring,
    onRing,
    isConnected: () => connection !== null,
    async close() {
      closing.abort();
      clearInterval(checking);
      await sender.close();
      await connection?.close();
    },
  };
}

/** Connecting again is ours, as with PostgreSQL: a client that does it by itself hides which rings were lost. */
function connectTo({ servers, isTls, user, password, token }: NatsServers): Promise<NatsConnection> {
  return connect({
    servers,
    name: "messaging-center doorbell",
    timeout: answerWithinMs,
    reconnect: false,
    ...(isTls ? { tls: {} } : {}),
    ...(user === undefined ? {} : { user, pass: password ?? "" }),
    ...(token === undefined ? {} : { token }),
  });
}

async function within(work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new errors.TimeoutError()), answerWithinMs);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Nobody answers there now, which may change by itself: refused, unreachable, unknown, silent, cut off. */
function isAway(error: unknown): boolean {
  return (
    error instanceof errors.TimeoutError ||
    error instanceof errors.RequestError ||
    error instanceof errors.ClosedConnectionError ||
    (error instanceof errors.ConnectionError && !error.message.includes("'tls'")) ||
    (error instanceof Error && "syscall" in error)
  );
}

function explain(error: unknown): unknown {
  return error instanceof ConfigError || !(error instanceof Error)
    ? error
    : new ConfigError(`NATS_URL leads to a server that refuses us: ${error.message}`, { cause: error });
}
