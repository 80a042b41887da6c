import { type Kysely, sql } from "kysely";

/**
 * Attachments that wait for their bytes are a queue of their own. A claim moves next_try_at past the time that a try may
 * take, so a try whose process died comes back by itself; times are the database's own.
 */
const columns = `
alter table attachments add column next_try_at timestamptz not null default now();
drop index attachments_pending;
create index attachments_pending on attachments (workspace_id, next_try_at) where state = 'pending';
`;

/** Lets attachments wait between tries. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(columns).execute(db);
}
