import { isDeepStrictEqual } from "node:util";
import type { ChannelAccount } from "#channels/channel.ts";
import { secondMs } from "#domain/time.ts";
import type { Context } from "../context.ts";
import type { Ingest } from "../ingest/ingest.ts";
import { createMailboxLocks } from "./mailbox-locks.ts";
import { type MailboxReading, readsMailboxes, startReading } from "./read-mailbox.ts";

/** The mailboxes that this process reads, of all workspaces. */
export type Mailboxes = {
  /** Ids of the channels that are read here now. */
  reading(): string[];
  /** Resolves when every mailbox that is connected by now is read, here or elsewhere. */
  settled(): Promise<void>;
  /** Ends every reading after the mail in hand; other processes may go on at once. */
  stop(): Promise<void>;
};

export type MailboxesOptions = {
  ctx: Context;
  ingest: Ingest;
  listWorkspaceIds(): Promise<string[]>;
  /** How often mailboxes of other processes, and those that ended, are tried again. Real ms. */
  retryMs?: number;
  /** How long a mailbox may be away before its channel counts as degraded. Real ms. */
  graceMs?: number;
};

/** Every so many retries all workspaces are looked at, in case a ring was lost. */
const retriesPerLook = 6;

/** Reads every connected mailbox, each in one process only. */
export function startMailboxes(options: MailboxesOptions): Mailboxes {
  const { ctx, listWorkspaceIds, retryMs = 10 * secondMs } = options;
  const wanted = new Map<string, ChannelAccount>();
  const readings = new Map<string, MailboxReading>();
  const locks = createMailboxLocks(ctx.db, () => void inTurn(stopAll));
  let turn: Promise<void> = Promise.resolve();
  let retries = 0;
  let isStopping = false;

  /** One thing at a time: the locks' session takes one statement at a time, and no mailbox may begin twice. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    turn = turn.then(work).catch((error: unknown) => {
      ctx.log.warn({ err: error }, "Mailboxes could not be looked after; the next look tries again");
    });
    return turn;
  }

  async function lookAtAll(): Promise<void> {
    for (const workspaceId of await listWorkspaceIds()) {
      // One workspace that can't be looked at is no reason to forget the others.
      await lookAt(workspaceId).catch((error: unknown) =>
        ctx.log.warn({ err: error, workspaceId }, "The mailboxes of a workspace could not be looked at"),
      );
    }
  }

  /** Learns the mailboxes of a workspace; one that changed or went away is not read as before any more. */
  async function lookAt(workspaceId: string): Promise<void> {
    const accounts = await ctx.accounts.list(workspaceId);
    const mailboxes = new Map(
      accounts
        .filter(({ kind }) => readsMailboxes(ctx.adapters.get(kind)))
        .map((account) => [account.id, account]),
    );
    for (const [id, account] of wanted) {
      if (account.workspaceId === workspaceId && !isDeepStrictEqual(mailboxes.get(id), account)) {
        wanted.delete(id);
        await end(id);
      }
    }
    for (const [id, account] of mailboxes) {
      wanted.set(id, account);
    }
  }

  async function beginAll(): Promise<void> {
    for (const [id, account] of wanted) {
      const adapter = ctx.adapters.get(account.kind);
      if (!isStopping && !readings.has(id) && readsMailboxes(adapter) && (await locks.take(id))) {
        const reading = startReading(options, { adapter, account });
        readings.set(id, reading);
        // One that ended by itself is begun again by the next retry.
        void reading.done.then(() => inTurn(() => endIfCurrent(id, reading)));
      }
    }
  }

  async function endIfCurrent(id: string, reading: MailboxReading): Promise<void> {
    if (readings.get(id) === reading) {
      await end(id);
    }
  }

  async function end(id: string): Promise<void> {
    const reading = readings.get(id);
    if (reading !== undefined) {
      readings.delete(id);
      await reading.stop();
      await locks.release(id);
    }
  }

  /** The locks are gone: other processes may read these mailboxes now. */
  async function stopAll(): Promise<void> {
    const all = [...readings.values()];
    readings.clear();
    await Promise.all(all.map((reading) => reading.stop()));
  }

  async function retry(): Promise<void> {
    retries += 1;
    if (retries % retriesPerLook === 0) {
      await lookAtAll();
    }
    await locks.check();
    for (const reading of readings.values()) {
      await reading.flush();
    }
    await beginAll();
  }

  const timer = setInterval(() => void inTurn(retry), retryMs);
  timer.unref();
  const stopListening = ctx.doorbell.onRing((ring) => {
    if (ring === null) {
      void inTurn(lookAtAll).then(() => inTurn(beginAll));
    } else if (ring.what === "channels") {
      void inTurn(() => lookAt(ring.workspaceId)).then(() => inTurn(beginAll));
    }
  });
  void inTurn(lookAtAll).then(() => inTurn(beginAll));

  return {
    reading: () => [...readings.keys()],
    async settled() {
      await inTurn(lookAtAll);
      await inTurn(beginAll);
    },
    async stop() {
      isStopping = true;
      stopListening();
      clearInterval(timer);
      await inTurn(stopAll);
      locks.close();
    },
  };
}
