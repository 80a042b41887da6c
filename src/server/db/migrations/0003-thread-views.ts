import { type Kysely, sql } from "kysely";

/** The views "mine" and "unassigned" in their order; without it a page reads every thread before its first hit. */
const index = `
create index threads_assignee on threads (workspace_id, assignee_id, last_activity_at desc, id desc);
`;

/** Creates the index of the views by assignee. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(index).execute(db);
}
