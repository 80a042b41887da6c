import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { expect, it } from "vitest";
import { startForTest, temporaryFolder } from "../../../../tests/support/embedded-postgres.ts";
import { eventually } from "../../../../tests/support/eventually.ts";
import { silentLog } from "../../../../tests/support/silent-log.ts";
import { withAdmin } from "../../../../tests/support/test-server.ts";
import { connectDatabase } from "../connect.ts";
import { DatabaseStartError } from "../database-start-error.ts";

async function ask(url: string, text: string): Promise<pg.QueryResultRow | undefined> {
  return withAdmin(url, async (client) => (await client.query(text)).rows[0]);
}

it("serves a durable UTF-8 database through a closed unix socket only, and stops for good", async () => {
  const dataDir = temporaryFolder();
  const postgres = await startForTest(dataDir, { fsync: true });
  const settings = await ask(
    postgres.superuserUrl,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
       current_setting('full_page_writes') as pages, current_setting('listen_addresses') as tcp,
       current_setting('server_encoding') as encoding, lower('ÁÑ') as lower, 'Z' < 'a' as by_code_point`,
  );
  expect(settings).toEqual({
    fsync: "on",
    commit: "on",
    pages: "on",
    tcp: "",
    encoding: "UTF8",
    lower: "áñ",
    by_code_point: true,
  });
  await postgres.stop();
  await expect(ask(postgres.superuserUrl, "select 1")).rejects.toThrow(/ENOENT|ECONNREFUSED/);
});

it("gives the app a role that is neither superuser nor owner, and takes rights back that it got", async () => {
  const dataDir = temporaryFolder();
  const first = await startForTest(dataDir);
  await ask(first.superuserUrl, "alter role messaging_center_app superuser bypassrls createdb");
  await first.stop();
  const { appUrl, ownerUrl } = await startForTest(dataDir);
  const role =
    "select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user";
  const none = { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false };
  expect(await ask(appUrl, role)).toEqual(none);
  expect(await ask(ownerUrl, role)).toEqual(none);
  await ask(ownerUrl, "create table kept (id int)");
  await expect(ask(appUrl, "create table mine (id int)")).rejects.toThrow(/permission denied/);
  await expect(ask(appUrl, "select from kept")).rejects.toThrow(/permission denied/);
});

it("keeps what was stored over a restart", async () => {
  const dataDir = temporaryFolder();
  const first = await startForTest(dataDir);
  await ask(first.ownerUrl, "create table kept as select 42 as answer");
  await first.stop();
  const second = await startForTest(dataDir);
  expect(await ask(second.ownerUrl, "select answer from kept")).toEqual({ answer: 42 });
});

it("puts the socket into a short folder when the data folder's path is too long for one, and removes it", async () => {
  const dataDir = join(temporaryFolder(), "a-folder-with-a-rather-long-name".repeat(3), "data");
  const postgres = await startForTest(dataDir);
  const socketDir = new URL(postgres.appUrl).searchParams.get("host") ?? "";
  expect(Buffer.byteLength(socketDir)).toBeLessThan(80);
  expect(await ask(postgres.superuserUrl, "select 1 as one")).toEqual({ one: 1 });
  await postgres.stop();
  expect(existsSync(socketDir)).toBe(false);
});

it("F9: starts a server that died again, with everything that was committed, and pools find it", async () => {
  const crashes: string[] = [];
  const postgres = await startForTest(temporaryFolder(), { onCrash: (sentence) => crashes.push(sentence) });
  const database = connectDatabase({ url: postgres.ownerUrl, log: silentLog, connections: 2 });
  try {
    await database.pool.query("create table kept as select 42 as answer");
    const before = postgres.pid();
    process.kill(before, "SIGKILL");
    await eventually(() => postgres.restarts() === 1);
    expect(postgres.pid()).not.toBe(before);
    const { rows } = await eventually(() => database.pool.query("select answer from kept"));
    expect(rows).toEqual([{ answer: 42 }]);
    expect(crashes).toEqual([expect.stringContaining("SIGKILL")]);
  } finally {
    await database.close();
  }
});

it("makes the database anew when the first start was cut off in the middle", async () => {
  const dataDir = temporaryFolder();
  mkdirSync(join(dataDir, "postgres", "18.unfinished", "base"), { recursive: true });
  const postgres = await startForTest(dataDir);
  expect(await ask(postgres.superuserUrl, "select 1 as one")).toEqual({ one: 1 });
  expect(readdirSync(join(dataDir, "postgres"))).not.toContain("18.unfinished");
});

it("refuses the data of another major version by name", async () => {
  const dataDir = temporaryFolder();
  mkdirSync(join(dataDir, "postgres", "17"), { recursive: true });
  writeFileSync(join(dataDir, "postgres", "17", "PG_VERSION"), "17\n");
  const start = startForTest(dataDir);
  await expect(start).rejects.toThrow(DatabaseStartError);
  await expect(start).rejects.toThrow(/PostgreSQL 17.*PostgreSQL 18/);
});

it("says so when the data folder cannot be made", async () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  await expect(startForTest(join(file, "data"))).rejects.toThrow(/DATA_DIR/);
});

it("leaves no temporary folder behind when a start fails", async () => {
  const before = readdirSync(tmpdir()).filter((name) => /^mc-\w{6}$/.test(name));
  const dataDir = join(temporaryFolder(), "a-folder-with-a-rather-long-name".repeat(3), "data");
  const first = await startForTest(dataDir);
  await expect(startForTest(dataDir)).rejects.toThrow(DatabaseStartError);
  await first.stop();
  expect(readdirSync(tmpdir()).filter((name) => /^mc-\w{6}$/.test(name))).toEqual(before);
});
