import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../tests/support/create-test-database.ts";
import { eventually } from "../../../tests/support/eventually.ts";
import { silentLog } from "../../../tests/support/silent-log.ts";
import { connectDatabase, type Database, withWorkspaces } from "./connect.ts";
import { ensurePartitions, holdPartitions } from "./partitions.ts";

const hotel = "0193b3e0-0000-7000-8000-000000000001";
const dayMs = 86_400_000;
const now = Date.parse("2031-03-30T12:00:00Z");

let test: TestDatabase;
let owner: pg.Pool;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  owner = new pg.Pool({ connectionString: test.ownerUrl, max: 3 });
  database = connectDatabase({ url: test.appUrl, log: silentLog });
});

afterAll(async () => {
  await owner.end();
  await database.close();
  await test.drop();
});

async function insertEvent(seq: number, at: number): Promise<void> {
  await withWorkspaces(database, [hotel], (db) =>
    db.execute({
      text: "insert into events (workspace_id, seq, at, kind, payload) values ($1, $2, $3, 'test', '{}')",
      values: [hotel, seq, new Date(at).toISOString()],
    }),
  );
}

async function placeOf(seq: number): Promise<string | undefined> {
  const rows = await withWorkspaces(database, [hotel], (db) =>
    db.query<{ place: string }>({
      text: "select tableoid::regclass::text as place from events where workspace_id = $1 and seq = $2",
      values: [hotel, seq],
    }),
  );
  return rows[0]?.place;
}

it("takes an event of any day, also one that nobody made a partition for", async () => {
  await insertEvent(1, now);
  expect(await placeOf(1)).toBe("events_default");
});

it("makes the days from yesterday to a week ahead and moves what had to wait in the default partition", async () => {
  await insertEvent(2, now + 30 * dayMs);
  await ensurePartitions(owner, now);
  expect(await placeOf(1)).toBe("events_20310330");
  expect(await placeOf(2)).toBe("events_default");
  await insertEvent(3, Date.parse("2031-03-31T23:59:59.999Z"));
  expect(await placeOf(3)).toBe("events_20310331");
  await insertEvent(4, Date.parse("2031-04-01T00:00:00Z"));
  expect(await placeOf(4)).toBe("events_20310401");
  await insertEvent(5, now + 8 * dayMs);
  expect(await placeOf(5)).toBe("events_20310407");
});

it("is harmless again, in several processes at once and on the next day", async () => {
  await Promise.all([1, 2, 3].map(() => ensurePartitions(owner, now)));
  await ensurePartitions(owner, now + dayMs);
  await insertEvent(6, now + 9 * dayMs);
  expect(await placeOf(6)).toBe("events_20310408");
});

it("keeps the fence around every partition, and around the default one after rows were moved", async () => {
  const { rows } = await owner.query(
    `select relname from pg_class where relispartition and relnamespace <> 'jobs'::regnamespace and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)`,
  );
  expect(rows).toEqual([]);
});

it("leaves the partitions as they are while a backup reads them, and waits for nobody", async () => {
  const later = now + 60 * dayMs;
  const backup = new pg.Client({ connectionString: test.ownerUrl });
  await backup.connect();
  try {
    await holdPartitions(backup);
    await ensurePartitions(owner, later);
    await insertEvent(7, later);
    expect(await placeOf(7)).toBe("events_default");
  } finally {
    await backup.end();
  }
  await eventually(async () => {
    await ensurePartitions(owner, later);
    return (await placeOf(7)) === "events_20310529";
  });
});
