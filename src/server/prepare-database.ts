import { type MigrateOptions, migrate } from "./db/migrate.ts";
import { jobSchedules } from "./jobs/all-jobs.ts";
import { prepareJobs } from "./jobs/prepare-jobs.ts";

/** Brings our schema and that of the scheduled jobs up to date, as the owner; harmless to run again and at once. */
export async function prepareDatabase(options: MigrateOptions): Promise<void> {
  const { ownerUrl, appUrl, log } = options;
  await migrate(options);
  await prepareJobs({ ownerUrl, appUrl, log, schedules: jobSchedules });
}
