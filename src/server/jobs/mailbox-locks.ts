import { createHash } from "node:crypto";
import type pg from "pg";
import type { Database } from "../db/connect.ts";

/**
 * Says over all processes which one reads a mailbox: advisory locks of one session. When its connection breaks the
 * server frees all of them, so that another process goes on.
 */
export type MailboxLocks = {
  /** False: another process reads this mailbox. */
  take(channelId: string): Promise<boolean>;
  release(channelId: string): Promise<void>;
  /** Asks whether the session still lives; `onLost` is called when it does not. */
  check(): Promise<void>;
  close(): void;
};

/** Opens the session with the first lock. The caller makes one call at a time. */
export function createMailboxLocks(database: Database, onLost: () => void): MailboxLocks {
  let session: pg.PoolClient | null = null;

  async function open(): Promise<pg.PoolClient> {
    const client = await database.pool.connect();
    client.once("error", () => lose(client));
    client.once("end", () => lose(client));
    session = client;
    return client;
  }

  function lose(client: pg.PoolClient): void {
    if (session === client) {
      session = null;
      client.release(true);
      onLost();
    }
  }

  async function ask(client: pg.PoolClient, text: string, values: unknown[]): Promise<boolean> {
    try {
      const { rows } = await client.query<{ yes: boolean }>(text, values);
      return rows[0]?.yes ?? false;
    } catch (error) {
      // Whatever went wrong, the locks of a session that does not answer are not to be relied on.
      lose(client);
      throw error;
    }
  }

  return {
    async take(channelId) {
      const client = session ?? (await open());
      return ask(client, "select pg_try_advisory_lock($1::bigint) as yes", [lockOf(channelId)]);
    },
    async release(channelId) {
      if (session !== null) {
        await ask(session, "select pg_advisory_unlock($1::bigint) as yes", [lockOf(channelId)]);
      }
    },
    async check() {
      if (session !== null) {
        await ask(session, "select true as yes", []);
      }
    },
    close() {
      const client = session;
      session = null;
      // Not back into the pool: the end of the session is what frees its locks.
      client?.release(true);
    },
  };
}

/** 64 bits of the channel's hash: no other advisory lock of ours is likely to share them. */
function lockOf(channelId: string): string {
  return createHash("sha256").update(`mailbox ${channelId}`).digest().readBigInt64BE().toString();
}
