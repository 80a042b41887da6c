import { minuteMs, secondMs } from "#domain/time.ts";
import type { Log } from "../db/log.ts";
import { reasonOf } from "../log.ts";
import { type ScheduledJob, jobsDatabaseSchema as schema } from "./scheduled-job.ts";

/** The jobs that this process may be given. */
export type RunningJobs = {
  /** Lets a running job end for a few seconds; one that takes longer is begun again elsewhere. */
  stop(): Promise<void>;
};

const drainMs = 5 * secondMs;
const pollingIntervalSeconds = 5;

/** Starts working on scheduled jobs, as the app's role: `prepareJobs` has made the tables, queues and schedules. */
export async function startJobs(options: {
  appUrl: string;
  log: Log;
  jobs: readonly ScheduledJob[];
}): Promise<RunningJobs> {
  const { appUrl, log, jobs } = options;
  const { PgBoss } = await import("pg-boss");
  const boss = new PgBoss({
    connectionString: appUrl,
    application_name: "messaging-center jobs",
    connectionTimeoutMillis: 5 * secondMs,
    schema,
    max: 3,
    migrate: false,
    createSchema: false,
    // Rebuilding indexes and looking after vacuum are the owner's business.
    reindex: false,
    monitorVacuum: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  boss.on("error", tellNowAndThen(log));
  boss.on("warning", ({ message }) => log.warn({ reason: message }, "The scheduled jobs gave a warning"));
  await boss.start();
  for (const { name, run } of jobs) {
    await boss.work(name, { pollingIntervalSeconds, batchSize: 1 }, () => runJob(name, run, log));
  }
  return { stop: () => boss.stop({ graceful: true, timeout: drainMs }) };
}

/** While the database is away every poll fails; to hear of it once a minute is enough. */
function tellNowAndThen(log: Log): (error: Error) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (performance.now() - toldAt > minuteMs) {
      toldAt = performance.now();
      log.warn({ reason: reasonOf(error) }, "The scheduled jobs met an error");
    }
  };
}

/** The library notes what fails and tries again; here it is only told. */
async function runJob(name: string, run: () => Promise<void>, log: Log): Promise<void> {
  const startedAt = performance.now();
  try {
    await run();
    log.debug({ job: name, ms: Math.round(performance.now() - startedAt) }, "A scheduled job was done");
  } catch (error) {
    log.error({ job: name, err: error }, "A scheduled job failed");
    throw error;
  }
}
