import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dayMs } from "#domain/time.ts";
import { asOwner } from "#server/db/as-owner.ts";
import { roleOf } from "#server/db/migrate.ts";
import { ensurePartitions } from "#server/db/partitions.ts";
import { createReadiness } from "#server/readiness.ts";
import { eventually } from "../support/eventually.ts";
import { openStream } from "../support/read-stream.ts";
import { type Hotel, startHotel } from "../support/start-api.ts";
import { withAdmin } from "../support/test-server.ts";

let hotel: Hotel;

beforeAll(async () => {
  hotel = await startHotel({ patience: { keepMs: 10, mostWithoutLookMs: 4_000 } });
  await makeDays();
});

afterAll(() => hotel.close());

const makeDays = () => asOwner(hotel.database.ownerUrl, (owner) => ensurePartitions(owner, hotel.clock.now));

async function ask(): Promise<{ status: number; missing: unknown }> {
  const answer = await fetch(`${hotel.url}/health/ready`);
  const { missing } = (await answer.json()) as { missing: unknown };
  return { status: answer.status, missing };
}

/** Answers are kept for a moment. */
async function expectMissing(...parts: string[]): Promise<void> {
  await eventually(async () =>
    expect(await ask()).toEqual({ status: parts.length === 0 ? 200 : 503, missing: parts }),
  );
}

const asAdmin = (...statements: string[]) =>
  withAdmin(hotel.database.adminUrl, async (admin) => {
    for (const statement of statements) {
      await admin.query(statement);
    }
  });

const endSessions = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;
const setReadOnly = (value: "on" | "off") => `do $$ begin
  execute format('alter database %I set default_transaction_read_only = ${value}', current_database()); end $$`;

it("a process that can keep its promises is ready", () => expectMissing());

it("the sessions of the database may break: they are made anew, and the doorbell's work is done by slow looks", async () => {
  await asAdmin(endSessions);
  await expectMissing();
});

it("a database that may only be read makes it not ready", async () => {
  await asAdmin(setReadOnly("on"), endSessions);
  await expectMissing("writes");
  await asAdmin("set default_transaction_read_only = off", setReadOnly("off"), endSessions);
  await expectMissing();
});

it("a schema that lacks a migration makes it not ready; one that has more does not", async () => {
  const name = "0001-foundation";
  await asAdmin("insert into kysely_migration (name, timestamp) values ('9999-of-a-newer-version', '')");
  await expectMissing();
  await asAdmin(`delete from kysely_migration where name = '${name}'`);
  await expectMissing("migrations");
  await asAdmin(`insert into kysely_migration (name, timestamp) values ('${name}', '')`);
  await expectMissing();
});

it("a day without partitions makes it not ready", async () => {
  hotel.clock.now += 40 * dayMs;
  await expectMissing("days");
  await makeDays();
  await expectMissing();
});

it("a folder that takes no files makes it not ready, where it serves or fetches them", async () => {
  const incoming = join(hotel.folder, "incoming");
  await rename(incoming, `${incoming}-away`);
  await writeFile(incoming, "");
  await expectMissing("files");
  expect(await createReadiness(hotel.ctx, { blobs: null }).missing()).toEqual([]);
  await rm(incoming);
  await rename(`${incoming}-away`, incoming);
  await expectMissing();
});

it("slow looks that fail for too long make it not ready", async () => {
  const { body } = await hotel.owner("POST", "/api-keys", { name: "stream", scopes: ["read"] });
  const stream = await openStream(`${hotel.url}/api/v1/events`, {
    authorization: `Bearer ${String(body.key)}`,
  });
  await stream.next();
  // Once it hears of something it is followed, and looked after.
  await hotel.owner("POST", "/tags", { name: "Grupo", color: "blue" });
  await stream.next();
  const role = roleOf(hotel.database.appUrl);
  await asAdmin(`revoke select on workspace_counters from ${role}`);
  await expectMissing("looks");
  await asAdmin(`grant select on workspace_counters to ${role}`);
  await expectMissing();
  stream.close();
});

it("a database that is away makes it not ready, and nobody is told why", async () => {
  await hotel.database.drop();
  await expectMissing("database");
  expect((await fetch(`${hotel.url}/health/live`)).status).toBe(200);
});
