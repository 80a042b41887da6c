import { type Kysely, sql } from "kysely";

/**
 * What an edit or a revocation speaks of, found from the message that it changes. Rows from before say it in their
 * payload; they are filled in without the fence, which binds the owner too.
 */
const column = `
alter table messages add column amends_provider_id text;
alter table messages no force row level security;
update messages set amends_provider_id = coalesce(payload->>'edit', payload->>'revoke')
  where kind in ('edit', 'revoke') and payload is not null;
alter table messages force row level security;
create index messages_amends on messages (workspace_id, channel_id, amends_provider_id)
  where amends_provider_id is not null;
`;

/** Creates the column. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(column).execute(db);
}
