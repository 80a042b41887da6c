import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  isRoot,
  killApp,
  startForTest,
  startOtherApp,
  temporaryFolder,
} from "../../../../tests/support/embedded-postgres.ts";
import { eventually } from "../../../../tests/support/eventually.ts";
import { withAdmin } from "../../../../tests/support/test-server.ts";
import { DatabaseStartError } from "../database-start-error.ts";
import { type AccountName, accountsToTry } from "./accounts.ts";
import { isAlive } from "./postmaster-file.ts";

const watchedAccounts = accountsToTry(isRoot).filter((name) => name !== "self" && name !== "nobody-plain");
const unwatched: AccountName = isRoot ? "nobody-plain" : "self";

async function store(url: string): Promise<void> {
  await withAdmin(url, (client) => client.query("create table kept as select 42 as answer"));
}

async function stored(url: string): Promise<unknown> {
  return withAdmin(url, async (client) => (await client.query("select answer from kept")).rows);
}

it("refuses a second app on one data folder, names the first, and harms neither", async () => {
  const dataDir = temporaryFolder();
  const first = await startForTest(dataDir);
  const { answer } = await startOtherApp([dataDir]);
  expect(answer.error).toMatch(new RegExp(`process ${process.pid}.*DATA_DIR`));
  await expect(startForTest(dataDir)).rejects.toThrow(DatabaseStartError);
  await store(first.superuserUrl);
  await first.stop();
  const second = await startForTest(dataDir);
  expect(await stored(second.superuserUrl)).toEqual([{ answer: 42 }]);
});

it("lets exactly one of several apps have a new data folder that they start on at the same time", async () => {
  const dataDir = temporaryFolder();
  const apps = await Promise.all([1, 2, 3].map(() => startOtherApp([dataDir])));
  expect(apps.filter(({ answer }) => answer.error === undefined)).toHaveLength(1);
});

describe.runIf(process.platform === "linux")("when the app is killed", () => {
  it.each(watchedAccounts)("stops the server in good order, run as %s", async (account) => {
    const dataDir = join(temporaryFolder(0o755), "data");
    const app = await startOtherApp([dataDir, account, "nobody-reaching"]);
    const { pid = 0, superuserUrl = "" } = app.answer;
    await store(superuserUrl);
    await killApp(app);
    await eventually(() => !isAlive(pid));
    const control = readFileSync(join(dataDir, "postgres", "18", "global", "pg_control"));
    // DBState in pg_control (PostgreSQL: src/include/catalog/pg_control.h) follows a 64-bit id and two version numbers.
    const shutDown = 1;
    expect(control.readUInt32LE(16)).toBe(shutDown);
  });
});

it("starts again at once after the app was killed", async () => {
  const dataDir = temporaryFolder();
  const app = await startOtherApp([dataDir]);
  await store(app.answer.superuserUrl ?? "");
  await killApp(app);
  const again = await startForTest(dataDir);
  expect(await stored(again.superuserUrl)).toEqual([{ answer: 42 }]);
});

it("takes over from a server that outlived its app because nothing watched it", async () => {
  const dataDir = join(temporaryFolder(0o755), "data");
  const app = await startOtherApp([dataDir, unwatched]);
  const { pid = 0, superuserUrl = "" } = app.answer;
  await store(superuserUrl);
  await killApp(app);
  expect(isAlive(pid)).toBe(true);
  const again = await startForTest(dataDir);
  expect(isAlive(pid)).toBe(false);
  expect(await stored(again.superuserUrl)).toEqual([{ answer: 42 }]);
});

it("starts over a pid file whose number belongs to a stranger by now", async () => {
  const dataDir = temporaryFolder();
  const first = await startForTest(dataDir);
  await store(first.superuserUrl);
  const file = join(dataDir, "postgres", "18", "postmaster.pid");
  const left = readFileSync(file, "utf8").split("\n");
  await first.stop();
  writeFileSync(file, [`${process.ppid}`, ...left.slice(1)].join("\n"));
  const run = join(dataDir, "postgres", "run");
  mkdirSync(run, { recursive: true });
  writeFileSync(join(run, ".s.PGSQL.5432.lock"), [`${process.ppid}`, ...left.slice(1)].join("\n"));
  const again = await startForTest(dataDir);
  expect(await stored(again.superuserUrl)).toEqual([{ answer: 42 }]);
});
