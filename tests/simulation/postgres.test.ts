import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { connectDatabase, type Database } from "#server/db/connect.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { silentLog } from "../support/silent-log.ts";
import type { Clocks } from "./clocks.ts";
import { describeRows } from "./describe-rows.ts";
import { failedSeeds } from "./failed-seeds.ts";
import { makers, type SeedKind } from "./make-steps.ts";
import { installClock, setClock } from "./postgres-clock.ts";
import { createPostgresStore } from "./postgres-store.ts";
import { runSeed } from "./run-seed.ts";
import { type Ended, runSteps } from "./run-steps.ts";

const seedsInOne = 20;

let database: TestDatabase;
let admin: pg.Client;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await installClock(admin);
  db = connectDatabase({ url: database.appUrl, log: silentLog, isPlannedOnce: true });
  // What spreads retries is the same in memory.
  vi.spyOn(Math, "random").mockReturnValue(0.5);
});

afterAll(async () => {
  vi.restoreAllMocks();
  await db.close();
  await admin.end();
  await database.drop();
});

const makeStore = ({ clocks }: { clocks: Clocks }) =>
  createPostgresStore({ db, clocks, setClock: () => setClock(admin, clocks.database()) });

/** Runs a seed on both, and shrinks what differs. */
async function compare(seed: number, kind: SeedKind): Promise<void> {
  const inMemory = await runSteps(makers[kind](seed));
  const onPostgres = await runSeed(seed, { kind, makeStore });
  expect(onPostgres.failure).toBeNull();
  const lines = ({ rows }: Ended) => (rows === null ? [] : describeRows(rows));
  expect(lines(onPostgres), `seed ${seed}`).toEqual(lines(inMemory));
}

const startsOf = (seeds: number) =>
  Array.from({ length: seeds / seedsInOne }, (_, part) => part * seedsInOne);

describe("the same decisions on PostgreSQL keep every promise and come to the same rows as in memory", () => {
  it.each(failedSeeds)("seed $seed, which failed once: $why", ({ seed, kind }) => compare(seed, kind));

  it.each(startsOf(100))("seeds from %i", async (from) => {
    for (let seed = from; seed < from + seedsInOne; seed += 1) {
      await compare(seed, "plain");
    }
  });

  it.each(startsOf(60))("seeds from %i, with numbers and user ids that change", async (from) => {
    for (let seed = from; seed < from + seedsInOne; seed += 1) {
      await compare(seed, "identities");
    }
  });
});
