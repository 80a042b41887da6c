import { pino } from "pino";
import { numberPace } from "#domain/limits.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import type { WindowRecord } from "#domain/window.ts";
import type { Context } from "#server/context.ts";
import { type Database, type Transaction, withWorkspaces } from "#server/db/connect.ts";
import { claimWorkspace } from "#server/delivery/claim.ts";
import { createDatabaseClock } from "#server/delivery/database-clock.ts";
import { recordReceipts } from "#server/delivery/record-receipts.ts";
import { sweep } from "#server/delivery/sweep.ts";
import { takeSlots } from "#server/delivery/take-slots.ts";
import { newId } from "#server/ids.ts";
import { storeBatch } from "#server/ingest/store-batch.ts";
import { endOverdue } from "#server/jobs/end-overdue.ts";
import { applyFacts } from "#server/record/apply-facts.ts";
import { PeopleMemory } from "#server/record/people-memory.ts";
import { createLocalDoorbell } from "../support/delivery-context.ts";
import { testMeters } from "../support/test-meters.ts";
import type { Clocked, Clocks } from "./clocks.ts";
import { accounts, adapters, channels, mailbox } from "./hotel.ts";
import { placeKey } from "./memory-store.ts";
import { readRows } from "./postgres-rows.ts";
import { seedHotel } from "./seed-hotel.ts";
import type { Place, Store } from "./store.ts";

const leadMs = 10;
const room = 1_000;

/** Keeps the hotel in PostgreSQL, by the product's own transactions. `setClock` gives the database its time. */
export async function createPostgresStore({
  db,
  clocks,
  setClock,
}: {
  db: Database;
  clocks: Clocks;
  setClock(): Promise<void>;
}): Promise<Store> {
  await setClock();
  const workspaceId = await seedHotel(db, clocks.database());
  const own = accounts(workspaceId);
  const noFiles = { files: { get: async () => null }, handingOver: { room: () => 0, has: () => false } };
  const people = new PeopleMemory();
  const clock = createDatabaseClock({ now: clocks.database, after: () => () => undefined });
  const contextOf = (whose: Clocked): Context => ({
    db,
    now: () => clocks.of(whose),
    log: pino({ level: "silent" }),
    doorbell: createLocalDoorbell(),
    adapters,
    accounts: {
      list: async () => own,
      find: async (_, channelId) => own.find(({ id }) => id === channelId) ?? null,
      forget: () => undefined,
    },
    meters: testMeters,
  });
  const envNow = () => ({ now: clocks.of("web"), newId, cards: publishedRateCards });
  const read = <Result>(work: (db: Transaction) => Promise<Result>) =>
    withWorkspaces(db, [workspaceId], work);

  return {
    workspaceId,
    async ingest(batch) {
      await setClock();
      await storeBatch(db, batch, { env: envNow(), heard: new Map(), people });
    },
    async submit(fact) {
      await setClock();
      await read((db) => applyFacts(db, [fact], envNow()));
    },
    async claim(worker) {
      await setClock();
      const claim = { workspaceId, room, leadMs, clock, ...noFiles };
      return (await claimWorkspace(contextOf(worker), claim)).attempts;
    },
    async redraw(worker, { channelId, perSecond }) {
      await setClock();
      const limit = numberPace(perSecond ?? 1);
      const ctx = contextOf(worker);
      const [slot] = await takeSlots(ctx, { workspaceId, channelId, count: 1, limit, leadMs, clock });
      return slot ?? Number.POSITIVE_INFINITY;
    },
    async storeReceipts(worker, receipts) {
      await setClock();
      await recordReceipts(contextOf(worker), receipts);
    },
    async sweep(worker) {
      await setClock();
      await sweep(contextOf(worker), [workspaceId]);
    },
    async endOverdue() {
      await setClock();
      await endOverdue(contextOf("web"), [workspaceId]);
    },
    async mailCursor() {
      const [row] = await read((db) =>
        db.query<{ uid: number }>({
          text: "select uid from mailbox_cursors where workspace_id = $1 and channel_id = $2",
          values: [workspaceId, channels[mailbox].id],
        }),
      );
      return Number(row?.uid ?? 0);
    },
    async findPlace(person, channel) {
      const [place] = await read((db) =>
        db.query<Place>({
          text: `select t.id as "threadId", a.identity_id as "identityId" from addresses a
                 join threads t on t.workspace_id = $1 and t.customer_id = a.customer_id
                 where a.workspace_id = $1 and a.match_key = $2 order by a.id limit 1`,
          values: [workspaceId, placeKey(person, channel)],
        }),
      );
      return place ?? null;
    },
    async findWindow(channelId, identityId) {
      const [window] = await read((db) =>
        db.query<WindowRecord>({
          text: `select last_customer_message_at as "lastCustomerMessageAt", refused_attempt_at as "refusedAttemptAt"
                 from windows where workspace_id = $1 and channel_id = $2 and identity_id = $3`,
          values: [workspaceId, channelId, identityId],
        }),
      );
      return window ?? null;
    },
    async isIdle() {
      const [row] = await read((db) =>
        db.query<{ isIdle: boolean }>({
          text: `select not exists (select 1 from delivery_queue where workspace_id = $1)
                   and not exists (select 1 from attempts where workspace_id = $1 and not settled) as "isIdle"`,
          values: [workspaceId],
        }),
      );
      return row?.isIdle ?? false;
    },
    rows: () => read((db) => readRows(db, workspaceId)),
    close: async () => undefined,
  };
}
