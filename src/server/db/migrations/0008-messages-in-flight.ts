import { type Kysely, sql } from "kysely";

/** Few messages are on their way at any time; what time has ended among them is looked for each hour. */
const indexes = `
create index messages_in_flight on messages (workspace_id, attempt_at)
  where status in ('sending', 'unknown', 'held', 'sent');
`;

/** Creates the index of messages that still wait for a word of the provider. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(indexes).execute(db);
}
