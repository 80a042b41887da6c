import type pg from "pg";

/**
 * Gives the app's role what it needs and no more: rows of our tables, not the tables. Partitions are reached through
 * their parent only, whose policy then holds. Nothing to do when the app connects as the owner.
 */
export async function grantToApp(owner: pg.Pool | pg.ClientBase, role: string): Promise<void> {
  const { rows } = await owner.query<{ statement: string }>(grants, [role]);
  for (const { statement } of rows) {
    await owner.query(statement);
  }
}

// The library's schemas (auth, jobs) are made by migrations too, so the owner may give rights on them.
const grants = `
with app as (
  select oid, quote_ident(rolname) as name from pg_roles where rolname = $1 and rolname <> current_user
), ours as (
  select oid, nspname as name from pg_namespace where nspname in ('public', 'auth', 'jobs')
)
select format('grant usage on schema %I to %s', ours.name, app.name) as statement
from ours, app
union all
select format(
  case when c.relname like 'kysely\\_%' then 'grant select on table %I.%I to %s'
       else 'grant select, insert, update, delete on table %I.%I to %s' end,
  ours.name, c.relname, app.name)
from pg_class c join ours on ours.oid = c.relnamespace, app
where c.relkind in ('r', 'p') and not c.relispartition
union all
select format('grant usage, select on sequence %I.%I to %s', ours.name, c.relname, app.name)
from pg_class c join ours on ours.oid = c.relnamespace, app
where c.relkind = 'S'`;
