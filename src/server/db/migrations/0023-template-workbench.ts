import { type Kysely, sql } from "kysely";
import { fenceOf } from "./fence.ts";

/**
 * What a workbench knows of templates: quality and reasons, what was told by webhook and is not in the list, drafts that
 * Meta has not seen, and alarms that stay until an owner dismisses them.
 */
const tables = `
alter table templates
  add column quality text,
  add column rejected_reason text,
  add column previous_category text,
  add column ttl_seconds integer,
  add column last_used_at timestamptz,
  add column edited_at timestamptz[] not null default '{}';

create table template_changes (
  workspace_id uuid not null,
  id uuid not null,
  account_ref text not null,
  name text not null,
  language text not null,
  change jsonb not null,
  told_at timestamptz not null,
  primary key (workspace_id, id)
);

create table template_drafts (
  workspace_id uuid not null,
  id uuid not null,
  account_ref text not null,
  template_id uuid,
  name text not null,
  language text not null,
  category text not null,
  parameter_format text not null,
  components jsonb not null,
  ttl_seconds integer,
  refusal jsonb,
  version integer not null default 1,
  updated_by uuid,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);

create table template_alarms (
  workspace_id uuid not null,
  id uuid not null,
  account_ref text not null,
  name text not null,
  language text not null,
  kind text not null,
  alarm jsonb not null,
  price jsonb,
  raised_at timestamptz not null,
  dismissed_at timestamptz,
  dismissed_by uuid,
  primary key (workspace_id, id)
);
create unique index template_alarms_open on template_alarms (workspace_id, account_ref, name, language, kind)
  where dismissed_at is null;
${["template_changes", "template_drafts", "template_alarms"].map(fenceOf).join("\n")}
`;

/** Creates the tables and columns. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
}
