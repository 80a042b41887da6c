import { type Kysely, sql } from "kysely";
import { threadTables } from "./0001-threads.sql.ts";
import { workTables } from "./0001-work.sql.ts";

const fence = `
do $fence$
declare name text;
begin
  for name in
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname not like 'kysely_%'
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy own_workspaces on %I
      using (workspace_id = any (nullif(current_setting('app.workspace_ids', true), '')::uuid[]))
      with check (workspace_id = any (nullif(current_setting('app.workspace_ids', true), '')::uuid[]))$policy$, name);
  end loop;
end
$fence$;
`;

/**
 * Every table of the product as it starts. Each begins with workspace_id, has it first in every key, and is fenced
 * by row-level security that also binds the owner. Times are timestamptz; money is integer millionths.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(threadTables).execute(db);
  await sql.raw(workTables).execute(db);
  await sql.raw(fence).execute(db);
}
