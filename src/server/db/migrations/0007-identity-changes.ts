import { type Kysely, sql } from "kysely";

/**
 * What a change of identity leaves behind: where moved rows came from, so that a merge can be undone (N11), and which
 * pairs of customers were suggested, so that it is said once (N5, N6). customer_id is the lower one of the pair.
 */
const tables = `
alter table identities add column source_customer_id uuid;
alter table identities add column last_automatic_at timestamptz;
alter table messages add column source_thread_id uuid;
alter table customers add column marketing_told_at timestamptz;

create table merge_suggestions (
  workspace_id uuid not null,
  customer_id uuid not null,
  other_id uuid not null,
  because text not null,
  suggested_at timestamptz not null,
  primary key (workspace_id, customer_id, other_id)
);
create index merge_suggestions_other on merge_suggestions (workspace_id, other_id);
`;

const fence = `
alter table merge_suggestions enable row level security;
alter table merge_suggestions force row level security;
create policy own_workspaces on merge_suggestions
  using (workspace_id = any (nullif(current_setting('app.workspace_ids', true), '')::uuid[]))
  with check (workspace_id = any (nullif(current_setting('app.workspace_ids', true), '')::uuid[]));
`;

/** Creates the tables and columns. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
  await sql.raw(fence).execute(db);
}
