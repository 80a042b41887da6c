import { type Kysely, sql } from "kysely";
import { fenceOf } from "./fence.ts";

/** What people do with threads: tags, until when one is put off, and who is named in a note. */
const tables = `
create table tags (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  color text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index tags_name on tags (workspace_id, lower(name));

create table thread_tags (
  workspace_id uuid not null,
  thread_id uuid not null,
  tag_id uuid not null,
  primary key (workspace_id, thread_id, tag_id)
);
create index thread_tags_tag on thread_tags (workspace_id, tag_id, thread_id);

create table mentions (
  workspace_id uuid not null,
  user_id uuid not null,
  thread_id uuid not null,
  message_id uuid not null,
  primary key (workspace_id, user_id, thread_id, message_id)
);
create index mentions_thread on mentions (workspace_id, thread_id);

alter table threads add column snoozed_until timestamptz;
create index threads_snoozed on threads (workspace_id, snoozed_until) where status = 'snoozed';
`;

/** Creates the tables and the column. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
  for (const name of ["tags", "thread_tags", "mentions"]) {
    await sql.raw(fenceOf(name)).execute(db);
  }
}
