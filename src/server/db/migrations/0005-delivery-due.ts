import { type Kysely, sql } from "kysely";

/**
 * What delivery asks all day: the due rows of one channel, so that a flood on one number never hides another's, and the
 * leases that have run out.
 */
const indexes = `
create index delivery_queue_due_by_channel on delivery_queue (workspace_id, channel_id, available_at, seq)
  where lease_id is null;
create index delivery_queue_leased on delivery_queue (workspace_id, leased_until) where lease_id is not null;
drop index delivery_queue_due;
`;

/** Creates the indexes of the delivery queue. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(indexes).execute(db);
}
