import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createChannelAccounts } from "#server/channel-accounts.ts";
import { connectDatabase, type Database, withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import type { Doorbell, Ring } from "#server/live/doorbell.ts";
import { createEventFeed, type EventFeed } from "#server/live/event-feed.ts";
import { createListenDoorbell } from "#server/live/listen-doorbell.ts";
import type { Subscriber } from "#server/live/subscriber.ts";
import { appendEvents } from "#server/record/append-events.ts";
import { lockWorkspaces } from "#server/record/load.queries.ts";
import { createSecretBox } from "#server/secret-box.ts";
import { parseSecretKeys } from "#server/secret-key.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { createLocalDoorbell } from "../support/delivery-context.ts";
import { eventually } from "../support/eventually.ts";
import { seedWorkspace } from "../support/seed-workspace.ts";
import { silentLog } from "../support/silent-log.ts";
import { testMeters } from "../support/test-meters.ts";

const log = pino({ level: "silent" });
let database: TestDatabase;
let db: Database;
let workspaceId: string;
let feed: EventFeed | null = null;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connectDatabase({ url: database.appUrl, log: silentLog });
  workspaceId = await seedWorkspace(db);
});
afterEach(() => feed?.close());
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Commits an event, and tells nobody. */
const commitEvent = () =>
  withWorkspaces(db, [workspaceId], async (db) => {
    const [workspace] = await lockWorkspaces(db, [workspaceId]);
    if (workspace !== undefined) {
      const events = [{ kind: "channel.changed", channelId: newId() }] as const;
      appendEvents(db, { workspace, events, now: Date.now() });
    }
  });

function subscribe() {
  const frames: string[] = [];
  const subscriber: Subscriber = {
    workspaceId,
    seq: 0,
    write(frame) {
      frames.push(frame);
      return true;
    },
    end: () => undefined,
  };
  return { subscriber, frames };
}

describe("the screen converges (P6)", () => {
  it("although the process that committed died before it rang", async () => {
    feed = createEventFeed({ db, doorbell: createLocalDoorbell(), log, meters: testMeters, pollMs: 20 });
    const { subscriber, frames } = subscribe();
    await feed.follow(subscriber, null);
    await commitEvent();
    await eventually(() => frames.length === 2, { what: "the event came without a ring" });
    expect(frames[1]).toContain("channel.changed");
  });

  it("although the read after the ring failed", async () => {
    const doorbell: Doorbell = createLocalDoorbell();
    let failures = 0;
    // A pool that gives no connection, as one does that is exhausted.
    const pool = new Proxy(db.pool, {
      get(target, name) {
        if (name === "connect" && failures > 0) {
          failures -= 1;
          return () => Promise.reject(new Error("timeout exceeded when trying to connect"));
        }
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    feed = createEventFeed({ db: { ...db, pool }, doorbell, log, meters: testMeters, pollMs: 20 });
    const { subscriber, frames } = subscribe();
    await feed.follow(subscriber, null);
    await commitEvent();
    failures = 3;
    doorbell.ring([{ what: "events", workspaceId }]);
    await eventually(() => frames.length === 2, { what: "the event came although its read failed" });
  });
});

describe("a ring that is lost", () => {
  it("leaves nobody with an old account for ever: a channel that was changed is read anew after a while", async () => {
    const box = createSecretBox(parseSecretKeys(Buffer.alloc(32, 7).toString("base64")));
    const accounts = createChannelAccounts({ db, box, doorbell: createLocalDoorbell(), log, forgetMs: 20 });
    const inWorkspace = (text: string) =>
      withWorkspaces(db, [workspaceId], (db) => db.query({ text, values: [workspaceId, newId()] }));
    await inWorkspace(
      `insert into channels (workspace_id, id, kind, name, provider_id, account_ref, config, time_zone, created_at)
        values ($1, $2, 'whatsapp', 'Uno', '1', '1', '{"old": true}', 'Europe/Madrid', '2025-01-01')`,
    );
    expect(await accounts.list(workspaceId)).toMatchObject([{ config: { old: true } }]);
    await inWorkspace(`update channels set config = '{"old": false}' where workspace_id = $1 and id <> $2`);
    await eventually(async () => {
      expect(await accounts.list(workspaceId)).toMatchObject([{ config: { old: false } }]);
    });
    accounts.close();
  });
});

describe("the doorbell", () => {
  it("still rings after somebody rang it with nothing to tell", async () => {
    const doorbell = await createListenDoorbell({ url: database.appUrl, pool: db.pool, log });
    const heard: (Ring | null)[] = [];
    doorbell.onRing((ring) => void heard.push(ring));
    doorbell.ring([]);
    doorbell.ring([{ what: "events", workspaceId }]);
    await eventually(() => heard.length > 0, { what: "the ring was heard", withinMs: 5_000 });
    await doorbell.close();
  });

  it("rings the other processes too when its first try to tell them failed", async () => {
    let failures = 0;
    const pool = new Proxy(db.pool, {
      get(target, name) {
        if (name === "query" && failures > 0) {
          failures -= 1;
          return () => Promise.reject(new Error("Connection terminated unexpectedly"));
        }
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const mine = await createListenDoorbell({ url: database.appUrl, pool, log });
    const theirs = await createListenDoorbell({ url: database.appUrl, pool: db.pool, log });
    const heard: (Ring | null)[] = [];
    theirs.onRing((ring) => void heard.push(ring));
    failures = 2;
    mine.ring([{ what: "queue", workspaceId }]);
    await eventually(() => heard.length > 0, { what: "the other process heard the ring" });
    expect(heard[0]).toEqual({ what: "queue", workspaceId });
    await mine.close();
    await theirs.close();
  });
});
