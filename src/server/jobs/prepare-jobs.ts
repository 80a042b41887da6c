import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import pg from "pg";
import type { PgBoss, Queue } from "pg-boss";
import * as z from "zod";
import type { Log } from "../db/log.ts";
import { type JobSchedule, jobsDatabaseSchema as schema } from "./scheduled-job.ts";

/** A killed worker's job comes back within three minutes (the library's default is 15), and none is worth a longer run. */
const queueOptions = {
  // One that waits and one that runs, however long nobody worked.
  policy: "stately",
  expireInSeconds: 600,
  heartbeatSeconds: 20,
  retryLimit: 2,
  retryDelay: 60,
  retentionSeconds: 24 * 3600,
  deleteAfterSeconds: 24 * 3600,
} satisfies Omit<Queue, "name">;

// Any number that no other program on that database uses as an advisory lock.
const prepareLock = 4_715_024_004;

/**
 * Makes the job library's tables, our queues and their schedules as the owner, and gives the app's role its rights, once,
 * however many processes start at the same time. Quick when all of it is there.
 */
export async function prepareJobs(options: {
  ownerUrl: string;
  appUrl: string;
  log: Log;
  schedules: readonly JobSchedule[];
}): Promise<void> {
  const { ownerUrl, appUrl, log, schedules } = options;
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: "messaging-center prepare jobs",
    options: "-c client_min_messages=warning",
  });
  // A broken connection fails its statement; the event itself would end the process when nobody listened.
  client.on("error", () => undefined);
  await client.connect();
  try {
    const role = new pg.Client({ connectionString: appUrl }).user ?? "";
    const wanted = await fingerprint({ schedules, role });
    if ((await findFingerprint(client)) === wanted) {
      return;
    }
    await client.query("select pg_advisory_lock($1)", [prepareLock]);
    if ((await findFingerprint(client)) === wanted) {
      return;
    }
    await makeQueues(ownerUrl, schedules, log);
    await grant(client, role);
    await client.query(`comment on schema ${schema} is '${wanted}'`);
    log.info({ jobs: schedules.length }, "The scheduled jobs were prepared");
  } finally {
    // Ends the session and the lock with it.
    await client.end();
  }
}

const dependencies = z.object({ dependencies: z.object({ "pg-boss": z.string() }) });

/** All that the prepared schema depends on. */
async function fingerprint(state: { schedules: readonly JobSchedule[]; role: string }): Promise<string> {
  const packageFile = await readFile(new URL("../../../package.json", import.meta.url), "utf8");
  const version = dependencies.parse(JSON.parse(packageFile)).dependencies["pg-boss"];
  const digest = createHash("sha256").update(JSON.stringify([version, queueOptions, state]));
  return `prepared ${digest.digest("hex")}`;
}

async function findFingerprint(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ comment: string | null }>(
    "select obj_description(to_regnamespace($1), 'pg_namespace') as comment",
    [schema],
  );
  return rows[0]?.comment ?? null;
}

async function makeQueues(ownerUrl: string, schedules: readonly JobSchedule[], log: Log): Promise<void> {
  const { PgBoss } = await import("pg-boss");
  const boss = new PgBoss({
    connectionString: ownerUrl,
    application_name: "messaging-center prepare jobs",
    schema,
    max: 1,
    schedule: false,
    supervise: false,
    registerInstance: false,
  });
  boss.on("error", (error) => log.error({ reason: error.message }, "Preparing the jobs met an error"));
  try {
    await boss.start();
    for (const { name, cron } of schedules) {
      await makeQueue(boss, name);
      await boss.schedule(name, cron, null, { tz: "UTC" });
    }
    await removeOthers(boss, schedules);
  } finally {
    await boss.stop({ graceful: false });
  }
}

async function makeQueue(boss: PgBoss, name: string): Promise<void> {
  const { policy, ...changeable } = queueOptions;
  if ((await boss.getQueue(name)) === null) {
    await boss.createQueue(name, { policy, ...changeable });
  } else {
    await boss.updateQueue(name, changeable);
  }
}

/** Jobs of earlier versions of the app run no more. */
async function removeOthers(boss: PgBoss, schedules: readonly JobSchedule[]): Promise<void> {
  for (const { name } of await boss.getSchedules()) {
    if (!schedules.some((schedule) => schedule.name === name)) {
      await boss.unschedule(name);
      await boss.deleteQueue(name);
    }
  }
}

/** The library reads and writes partitions of its table directly, too. */
async function grant(client: pg.Client, role: string): Promise<void> {
  const to = pg.escapeIdentifier(role);
  await client.query(`grant usage on schema ${schema} to ${to}`);
  await client.query(`grant select, insert, update, delete on all tables in schema ${schema} to ${to}`);
  await client.query(`grant usage, select on all sequences in schema ${schema} to ${to}`);
}
