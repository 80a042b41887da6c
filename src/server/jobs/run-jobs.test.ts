import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../tests/support/create-test-database.ts";
import { eventually } from "../../../tests/support/eventually.ts";
import type { Log } from "../db/log.ts";
import { prepareJobs } from "./prepare-jobs.ts";
import { type RunningJobs, startJobs } from "./run-jobs.ts";
import type { ScheduledJob } from "./scheduled-job.ts";

let database: TestDatabase;
let running: RunningJobs[] = [];
let troubles: string[] = [];

const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (details, message) => troubles.push(`${message}: ${JSON.stringify(details)}`),
  error: (details, message) => troubles.push(`${message}: ${JSON.stringify(details)}`),
};

beforeEach(async () => {
  troubles = [];
  database = await createTestDatabase();
});

afterEach(async () => {
  await Promise.all(running.map((jobs) => jobs.stop()));
  running = [];
  await database.drop();
});

const everyMinute = "* * * * *";

const prepare = (names: string[] = ["one", "two"], cron = everyMinute) =>
  prepareJobs({ ...database, log, schedules: names.map((name) => ({ name, cron })) });

async function start(jobs: ScheduledJob[]): Promise<RunningJobs> {
  const started = await startJobs({ appUrl: database.appUrl, log, jobs });
  running.push(started);
  return started;
}

async function asOwner<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const schedules = () => asOwner("select name, cron from jobs.schedule order by name");

it("runs as the app's role what the owner prepared, and tells which job failed", async () => {
  await prepare();
  const begun: string[] = [];
  const job = (name: string, run: () => void) => ({
    name,
    cron: everyMinute,
    run: async () => {
      begun.push(name);
      run();
    },
  });
  await start([
    job("one", () => undefined),
    job("two", () => {
      throw new Error("no such thing");
    }),
  ]);
  await eventually(() => begun.includes("one") && begun.includes("two"), { withinMs: 80_000 });
  expect(troubles).toEqual([expect.stringContaining('A scheduled job failed: {"job":"two"')]);
});

it("prepares again only what changed, and forgets jobs that are no more", async () => {
  await prepare(["one", "two"]);
  const untouched = await asOwner("select name, updated_on from jobs.queue order by name");
  await prepare(["one", "two"]);
  expect(await asOwner("select name, updated_on from jobs.queue order by name")).toEqual(untouched);
  await prepare(["two", "three"], "0 5 * * *");
  expect(await schedules()).toEqual([
    { name: "three", cron: "0 5 * * *" },
    { name: "two", cron: "0 5 * * *" },
  ]);
  expect(await asOwner("select name from jobs.queue where name = 'one'")).toEqual([]);
});

it("is prepared once by several processes that start at the same time", async () => {
  await Promise.all([prepare(), prepare(), prepare()]);
  expect(await schedules()).toHaveLength(2);
  expect(troubles).toEqual([]);
});

it("gives the app's role rows, not tables", async () => {
  await prepare();
  const app = new pg.Client({ connectionString: database.appUrl });
  await app.connect();
  try {
    await expect(app.query("create table jobs.mine (id int)")).rejects.toThrow(/permission denied/);
    await expect(app.query("drop table jobs.schedule")).rejects.toThrow(/must be owner/);
  } finally {
    await app.end();
  }
});
