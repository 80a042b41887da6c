import type { Logger } from "pino";
import { type Database, withWorkspaces } from "../db/connect.ts";
import type { Meters } from "../meters.ts";
import type { Doorbell } from "./doorbell.ts";
import { type EventRow, findEventRange, listEventsAfter, listNewest } from "./events.queries.ts";
import { frameOf, namedFrame, type Subscriber } from "./subscriber.ts";

/** Events from the log to everybody who is connected to this process: one reader for each workspace. */
export type EventFeed = {
  /** Begins after `lastSeq`, or now (null). Resolves once the subscriber is up to date and follows. */
  follow(subscriber: Subscriber, lastSeq: number | null): Promise<void>;
  leave(subscriber: Subscriber): void;
  /** Takes a subscriber on after its connection drained. */
  drained(subscriber: Subscriber): void;
  subscribers(): Subscriber[];
  /** By how many events the reader that lags most was behind at the last look. */
  lag(): number;
  close(): void;
};

type Group = { seq: number; subscribers: Set<Subscriber>; isReading: boolean; isStale: boolean };

const pageSize = 500;
/** How often the log is compared although nobody rang. */
const defaultPollMs = 2_000;

/**
 * Starts the feed: it reads when the doorbell rings, and all of it after the doorbell was away. A slow poll is the net
 * under both: a process may die between its commit and its ring, and a read may fail.
 */
export function createEventFeed(options: {
  db: Database;
  doorbell: Doorbell;
  log: Logger;
  meters: Pick<Meters, "looked">;
  pollMs?: number;
}): EventFeed {
  const { db, doorbell, log, meters, pollMs = defaultPollMs } = options;
  const everybody = new Set<Subscriber>();
  /** Those who are up to date. A full connection leaves its group and comes back by way of `catchUp`. */
  const groups = new Map<string, Group>();

  const readAfter = (workspaceId: string, seq: number) =>
    withWorkspaces(db, [workspaceId], (db) => listEventsAfter(db, { workspaceId, seq, limit: pageSize }));

  /** The newest number first: an event that is stored meanwhile is in the rows and is not missed in them. */
  const readOn = (workspaceId: string, seq: number) =>
    withWorkspaces(db, [workspaceId], async (db) => {
      const [[counter], rows] = await Promise.all([
        listNewest(db, [workspaceId]),
        listEventsAfter(db, { workspaceId, seq, limit: pageSize }),
      ]);
      return { newest: counter?.seq ?? 0, rows };
    });

  const stopListening = doorbell.onRing((ring) => {
    for (const [workspaceId, group] of groups) {
      if (ring === null || (ring.what === "events" && ring.workspaceId === workspaceId)) {
        group.isStale = true;
        void pump(workspaceId, group);
      }
    }
  });

  let isPolling = false;
  let lag = 0;

  async function poll(): Promise<void> {
    const ids = [...groups.keys()];
    if (isPolling) {
      return;
    }
    isPolling = true;
    try {
      const newest = ids.length === 0 ? [] : await withWorkspaces(db, ids, (db) => listNewest(db, ids));
      meters.looked("events");
      lag = 0;
      for (const { workspaceId, seq } of newest) {
        const group = groups.get(workspaceId);
        if (group !== undefined && seq > group.seq) {
          lag = Math.max(lag, seq - group.seq);
          group.isStale = true;
          void pump(workspaceId, group);
        }
      }
    } catch (error) {
      log.warn({ err: error }, "the event log could not be compared");
    } finally {
      isPolling = false;
    }
  }

  // From now on looks are missed.
  meters.looked("events");
  const polling = setInterval(() => void poll(), pollMs);
  polling.unref();

  /** Reads what is new for a workspace and hands it out, until nothing is. */
  async function pump(workspaceId: string, group: Group): Promise<void> {
    if (group.isReading) {
      return;
    }
    group.isReading = true;
    try {
      while (group.isStale && group.subscribers.size > 0) {
        group.isStale = false;
        const rows = await readAfter(workspaceId, group.seq);
        if (isBroken(group.seq, rows)) {
          catchUpAlone(workspaceId, group);
          return;
        }
        handOut(group, rows);
        group.isStale ||= rows.length === pageSize;
      }
    } catch (error) {
      // The next ring, or the next poll, reads the same again.
      log.warn({ err: error, workspaceId }, "events could not be read");
    } finally {
      group.isReading = false;
    }
  }

  function handOut(group: Group, rows: readonly EventRow[]): void {
    for (const row of rows) {
      const frame = frameOf(row);
      for (const subscriber of group.subscribers) {
        if (!deliver(subscriber, row.seq, frame)) {
          group.subscribers.delete(subscriber);
        }
      }
      group.seq = row.seq;
    }
  }

  /** Days were dropped before they were read: each one finds that out for itself. */
  function catchUpAlone(workspaceId: string, group: Group): void {
    groups.delete(workspaceId);
    for (const subscriber of group.subscribers) {
      resume(subscriber);
    }
    group.subscribers.clear();
  }

  function resume(subscriber: Subscriber): void {
    catchUp(subscriber).catch((error: unknown) => {
      log.warn({ err: error }, "a stream could not be brought up to date");
      subscriber.end();
    });
  }

  /** Brings a subscriber up to date from the log, page by page, then lets it follow its group. */
  async function catchUp(subscriber: Subscriber): Promise<void> {
    const { workspaceId } = subscriber;
    for (;;) {
      const { newest, rows } = await readOn(workspaceId, subscriber.seq);
      if (!everybody.has(subscriber)) {
        return;
      }
      if (isBroken(subscriber.seq, rows) || (rows.length === 0 && subscriber.seq < newest)) {
        subscriber.seq = newest - 1;
        if (!deliver(subscriber, newest, namedFrame("reset", newest))) {
          return;
        }
        continue;
      }
      if (!rows.every((row) => deliver(subscriber, row.seq, frameOf(row)))) {
        return;
      }
      const group = groupOf(workspaceId, subscriber.seq);
      if (rows.length < pageSize && subscriber.seq >= group.seq) {
        group.subscribers.add(subscriber);
        // What was committed between the read and now may have rung while nobody of this workspace followed.
        group.isStale = true;
        void pump(workspaceId, group);
        return;
      }
    }
  }

  function groupOf(workspaceId: string, seq: number): Group {
    const known = groups.get(workspaceId);
    if (known !== undefined && known.subscribers.size > 0) {
      return known;
    }
    const group = { seq, subscribers: new Set<Subscriber>(), isReading: false, isStale: false };
    groups.set(workspaceId, group);
    return group;
  }

  return {
    async follow(subscriber, lastSeq) {
      const { workspaceId } = subscriber;
      everybody.add(subscriber);
      const range = await withWorkspaces(db, [workspaceId], (db) => findEventRange(db, workspaceId));
      const { seq, isReset } = startOf(range, lastSeq);
      subscriber.seq = seq - 1;
      if (deliver(subscriber, seq, namedFrame(isReset ? "reset" : "ready", seq))) {
        await catchUp(subscriber);
      }
    },
    leave(subscriber) {
      everybody.delete(subscriber);
      const group = groups.get(subscriber.workspaceId);
      group?.subscribers.delete(subscriber);
      if (group?.subscribers.size === 0) {
        groups.delete(subscriber.workspaceId);
      }
    },
    drained(subscriber) {
      if (everybody.has(subscriber)) {
        resume(subscriber);
      }
    },
    subscribers: () => [...everybody],
    lag: () => lag,
    close() {
      clearInterval(polling);
      stopListening();
    },
  };
}

/** Where a stream begins: where the reader left off, unless those events are gone or were never ours. */
function startOf(
  { newest, oldest }: { newest: number; oldest: number | null },
  lastSeq: number | null,
): { seq: number; isReset: boolean } {
  if (lastSeq === null || lastSeq === newest) {
    return { seq: newest, isReset: false };
  }
  const isKept = lastSeq < newest && oldest !== null && lastSeq >= oldest - 1;
  return isKept ? { seq: lastSeq, isReset: false } : { seq: newest, isReset: true };
}

/** A workspace's numbers have no gaps, whatever the clocks said: where one is missing, its day was dropped. */
function isBroken(seq: number, rows: readonly EventRow[]): boolean {
  return (rows.at(-1)?.seq ?? seq) - seq !== rows.length;
}

/** Writes a frame; false: the connection is full, and everything later is read again once it drained. */
function deliver(subscriber: Subscriber, seq: number, frame: string): boolean {
  if (seq <= subscriber.seq) {
    return true;
  }
  subscriber.seq = seq;
  return subscriber.write(frame);
}
