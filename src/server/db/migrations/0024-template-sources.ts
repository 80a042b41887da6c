import { type Kysely, sql } from "kysely";
import { fenceOf } from "./fence.ts";

/** What the fields of a template are filled from, once somebody chose it: the same for all languages of a name. */
const tables = `
create table template_sources (
  workspace_id uuid not null,
  account_ref text not null,
  name text not null,
  sources jsonb not null,
  updated_at timestamptz not null,
  primary key (workspace_id, account_ref, name)
);
${fenceOf("template_sources")}
`;

/** Creates the table. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
}
