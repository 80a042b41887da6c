import { type Kysely, sql } from "kysely";

/**
 * Agents mostly look at open threads, which soon are few among many resolved ones: the indexes of the list have the
 * status before the order. They replace the ones without it, so a message writes as many entries as before; a list of
 * all statuses merges one walk for each.
 */
const indexes = `
drop index threads_activity;
create index threads_activity on threads (workspace_id, status, last_activity_at desc, id desc);
drop index threads_assignee;
create index threads_assignee on threads (workspace_id, assignee_id, status, last_activity_at desc, id desc);
`;

/** Orders the thread list within each status. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(indexes).execute(db);
}
