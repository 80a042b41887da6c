/** When a job runs: a cron expression in UTC. The name is its queue's, for ever. */
export type JobSchedule = { name: string; cron: string };

/** Work that is done at set times by one process of all. It may be broken off and begun again: running twice is harmless. */
export type ScheduledJob = JobSchedule & { run(): Promise<void> };

/** The schema of the job library; our own tables know nothing of it. */
export const jobsDatabaseSchema = "jobs";
