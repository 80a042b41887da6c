import { type Kysely, sql } from "kysely";

/** Counts who held a workspace's counters: a writer sees whether somebody else wrote since its last turn (decision 0007). */
const column = "alter table workspace_counters add column turn bigint not null default 0";

/** Creates the column. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(column).execute(db);
}
