import { spawn } from "node:child_process";
import { join } from "node:path";
import { type Kysely, sql } from "kysely";
import { expect, inject, it, onTestFinished } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../tests/support/create-test-database.ts";
import { silentLog } from "../../../tests/support/silent-log.ts";
import { urlFor, withAdmin } from "../../../tests/support/test-server.ts";
import { connectDatabase } from "./connect.ts";
import { DatabaseStartError } from "./database-start-error.ts";
import { migrate } from "./migrate.ts";
import type { Migration } from "./migrations/all.ts";
import { refusePrivilegedRole } from "./refuse-privileged-role.ts";

const now = Date.parse("2026-10-24T16:19:00Z");

async function databaseForTest(): Promise<TestDatabase> {
  const database = await createTestDatabase({ empty: true });
  onTestFinished(() => database.drop());
  return database;
}

function run(program: string, args: readonly string[]): Promise<number | null> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "../../../tests/support/programs", program), ...args],
    {
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  return new Promise((resolve) => child.once("exit", resolve));
}

it("migrates once when several processes start at the same time", async () => {
  const { ownerUrl, appUrl } = await databaseForTest();
  const codes = await Promise.all([1, 2, 3].map(() => run("migrate.ts", [ownerUrl, appUrl])));
  expect(codes).toEqual([0, 0, 0]);
  const { rows } = await withAdmin(ownerUrl, (owner) =>
    owner.query("select name from kysely_migration order by name"),
  );
  expect(rows.map(({ name }) => name)).toContain("0001-foundation");
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
});

it("names the migration that failed, and leaves the database as it was", async () => {
  const { ownerUrl, appUrl } = await databaseForTest();
  const migrations: Record<string, Migration> = {
    "0001-first": {
      up: async (db: Kysely<unknown>) => void (await sql`create table first (id int)`.execute(db)),
    },
    "0002-second": { up: async (db: Kysely<unknown>) => void (await sql`select 1/0`.execute(db)) },
  };
  const failing = migrate({ ownerUrl, appUrl, log: silentLog, now, migrations });
  await expect(failing).rejects.toThrow(DatabaseStartError);
  await expect(failing).rejects.toThrow(/0002-second failed, nothing was changed: division by zero/);
  const { rows } = await withAdmin(ownerUrl, (owner) => owner.query("select to_regclass('first') as first"));
  expect(rows).toEqual([{ first: null }]);
});

it("refuses a database that a newer version of the app migrated", async () => {
  const { ownerUrl, appUrl } = await databaseForTest();
  const nothing: Migration = { up: async () => undefined };
  await migrate({
    ownerUrl,
    appUrl,
    log: silentLog,
    now,
    migrations: { "0001-a": nothing, "0002-b": nothing },
  });
  const older = migrate({ ownerUrl, appUrl, log: silentLog, now, migrations: { "0001-a": nothing } });
  await expect(older).rejects.toThrow(/does not fit this version/);
});

it("gives the app rows but neither tables nor partitions nor the list of migrations", async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  await withAdmin(database.appUrl, async (app) => {
    expect((await app.query("select from events")).rowCount).toBe(0);
    await expect(app.query("select from events_default")).rejects.toThrow(/permission denied/);
    await expect(app.query("drop table events")).rejects.toThrow(/must be owner/);
    await expect(app.query("alter table events no force row level security")).rejects.toThrow(
      /must be owner/,
    );
    await expect(app.query("delete from kysely_migration")).rejects.toThrow(/permission denied/);
    await expect(app.query("create table mine (id int)")).rejects.toThrow(/permission denied/);
  });
});

async function problemOf(url: string): Promise<string | null> {
  const database = connectDatabase({ url, log: silentLog, connections: 1 });
  try {
    await refusePrivilegedRole(database);
    return null;
  } catch (error) {
    return String(error);
  } finally {
    await database.close();
  }
}

it("runs as a plain role", async () => {
  const { appUrl } = await databaseForTest();
  expect(await problemOf(appUrl)).toBeNull();
});

it("refuses to run as a role against which row-level security does nothing, or that can become one", async ({
  skip,
}) => {
  const { adminUrl, prefix } = inject("testServer");
  const isSuperuser = await withAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query("select rolsuper from pg_roles where rolname = current_user");
    return rows[0]?.rolsuper === true;
  });
  skip(!isSuperuser, "only a superuser can make such roles, and TEST_DATABASE_URL names none");
  expect(await problemOf(adminUrl)).toMatch(/is a superuser or has BYPASSRLS.*DATABASE_OWNER_URL/);

  const role = { name: `${prefix}_bypass`, password: "example" };
  const member = { name: `${prefix}_member`, password: "example" };
  await withAdmin(adminUrl, async (admin) => {
    await admin.query(`create role ${role.name} login password 'example' bypassrls`);
    await admin.query(`create role ${member.name} login password 'example' in role ${role.name}`);
  });
  try {
    expect(await problemOf(urlFor(adminUrl, "postgres", role))).toMatch(/is a superuser or has BYPASSRLS/);
    expect(await problemOf(urlFor(adminUrl, "postgres", member))).toMatch(
      new RegExp(`can become ${role.name}`),
    );
  } finally {
    await withAdmin(adminUrl, (admin) => admin.query(`drop role ${member.name}, ${role.name}`));
  }
});
