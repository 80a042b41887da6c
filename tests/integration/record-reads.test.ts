import { afterAll, beforeAll, expect, it } from "vitest";
import { minuteMs } from "#domain/time.ts";
import type { Fact } from "#server/record/facts.ts";
import {
  finished,
  nameSent,
  type Recipient,
  type RecordWorld,
  started,
  startRecordWorld,
  submitted,
  told,
  wrote,
} from "../support/record-world.ts";

let world: RecordWorld;
beforeAll(async () => {
  world = await startRecordWorld();
});
afterAll(() => world.close());

const noon = Date.parse("2026-03-10T12:00:00+01:00");
const people = 1_024;
const inBatch = 64;
/** What a message may read of stored rows: its own, those of its customer, and what hangs on them. */
const mostRows = 40;

let clock = noon;
let count = 0;
const write = (person: number): Fact => {
  count += 1;
  const from = { waId: `346009${String(person).padStart(5, "0")}`, bsuid: `ES.${person}` };
  return wrote(world, from, { providerId: `wamid.${count}`, sentAt: clock });
};

/** Applies facts in batches, and answers how many stored rows the last batch read for each of them. */
async function applyAll(facts: readonly Fact[]): Promise<number> {
  let rows = 0;
  for (let first = 0; first < facts.length; first += inBatch) {
    clock += minuteMs;
    const before = await rowsRead();
    await world.apply(clock, ...facts.slice(first, first + inBatch));
    rows = (await rowsRead()) - before;
  }
  return rows / inBatch;
}

/** Rows read so far, as PostgreSQL counts them; the pool has one connection in use, so its own count is all of it. */
async function rowsRead(): Promise<number> {
  await world.read("select pg_stat_force_next_flush()");
  const [row] = await world.read<{ rows: number }>(
    `select coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0)::float8 as rows
     from pg_stat_user_tables where schemaname = 'public' and relname not like 'pg_%'`,
  );
  return row?.rows ?? 0;
}

it("G5 reads few rows for each fact, however many the workspace has and before autovacuum has looked at any", async () => {
  const everybody = Array.from({ length: people }, (_, person) => person);
  expect(await applyAll(everybody.map(write))).toBeLessThan(mostRows);
  expect(await applyAll(everybody.map(write))).toBeLessThan(mostRows);
  const recipients = await world.read<Recipient>(
    `select distinct thread_id as "threadId", identity_id as "identityId" from messages where direction = 'in'`,
  );
  const sent = recipients.map(nameSent);
  const at = clock;
  expect(await applyAll(sent.map((one) => submitted(world, one, { at })))).toBeLessThan(mostRows);
  expect(await applyAll(sent.map((one) => started(world, one, at)))).toBeLessThan(mostRows);
  expect(await applyAll(sent.map((one) => finished(world, one, { at })))).toBeLessThan(mostRows);
  expect(await applyAll(sent.map((one) => told(world, one, { status: "delivered", at })))).toBeLessThan(
    mostRows,
  );
});
