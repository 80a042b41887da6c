import { type Kysely, sql } from "kysely";
import { fenceOf } from "./fence.ts";

/**
 * What people type: drafts by member, thread and kind of channel (an emptied one stays, so that a late write of an older
 * version does not bring it back), and replies that the whole team writes once and uses often.
 */
const tables = `
create table drafts (
  workspace_id uuid not null,
  member_id uuid not null,
  thread_id uuid not null,
  channel_kind text not null,
  text text not null,
  subject text,
  answers_id uuid,
  version bigint not null,
  primary key (workspace_id, member_id, thread_id, channel_kind)
);

create table canned_replies (
  workspace_id uuid not null,
  id uuid not null,
  shortcut text not null,
  text text not null,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index canned_replies_shortcut on canned_replies (workspace_id, lower(shortcut));
`;

/** Creates the tables. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
  await sql.raw(fenceOf("drafts")).execute(db);
  await sql.raw(fenceOf("canned_replies")).execute(db);
}
