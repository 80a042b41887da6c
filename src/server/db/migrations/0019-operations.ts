import { type Kysely, sql } from "kysely";

/** What whoever watches asks all day: few messages are unknown or failed of late, and few bodies wait in quarantine. */
const indexes = `
create index messages_unknown on messages (workspace_id, channel_id) where status = 'unknown';
create index messages_failed on messages (workspace_id, (coalesce(failed_at, attempt_at, sent_at)))
  where status in ('failed', 'expired');
create index quarantine_waiting on quarantine (workspace_id, quarantined_at desc, id desc) where replayed_at is null;
`;

/** Creates the indexes of the numbers for operation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(indexes).execute(db);
}
