import { type Kysely, sql } from "kysely";
import { fenceOf } from "./fence.ts";

/**
 * Cards that another one took in, as long as they are (N11): why, by whom, and what the merge changed of the one that
 * stays, so that it can be undone. Merges from before are known by customers.merged_into alone. before_ and after_notes
 * are null when the merge left the notes as they were.
 */
const tables = `
create table merges (
  workspace_id uuid not null,
  customer_id uuid not null,
  into_id uuid not null,
  because text not null,
  merged_by uuid,
  merged_at timestamptz not null,
  before_fields jsonb not null,
  after_fields jsonb not null,
  before_notes text,
  after_notes text,
  tag_ids uuid[] not null default '{}',
  primary key (workspace_id, customer_id)
);
create index customers_merged on customers (workspace_id, merged_into) where merged_into is not null;
create index threads_merged on threads (workspace_id, merged_into) where merged_into is not null;
`;

/** Creates the table. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
  await sql.raw(fenceOf("merges")).execute(db);
}
