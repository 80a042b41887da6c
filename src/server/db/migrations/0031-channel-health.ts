import { type Kysely, sql } from "kysely";
import { fenceOf } from "./fence.ts";

/**
 * What the provider tells of a number and its account, by webhook and when it is asked, and the name that a user chose. The index counts whom a number
 * wrote to first in the last 24 h: templates outside the window are few among all messages (§7.2).
 */
const tables = `
create table channel_health (
  workspace_id uuid not null,
  channel_id uuid not null,
  health jsonb not null,
  told_at timestamptz,
  checked_at timestamptz,
  primary key (workspace_id, channel_id)
);
alter table identities add column username text;
create index messages_reached on messages (workspace_id, channel_id, attempt_at, identity_id)
  where kind = 'template' and window_open_at_attempt = false;
${fenceOf("channel_health")}
`;

/** Creates the table and the index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
}
