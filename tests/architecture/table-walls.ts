import type pg from "pg";

// Schemas of libraries (sign-in, jobs) keep their own shape; so do the tables of the migrator.
const ownSchemas = ["public"];
const migratorTables = ["kysely_migration", "kysely_migration_lock"];
/** Tables that are the same for every workspace, each with its reason. */
const sharedTables: string[] = [];

/** Fenced for the app but not for the owner, whose functions search past the policy for the caller's own workspaces. */
const searchedByOwner = ["search_documents"];

const exceptions = [...migratorTables, ...sharedTables];

const arrayPolicy = `(workspace_id = ANY (( SELECT (NULLIF(current_setting('app.workspace_ids'::text, true), ''::text))::uuid[] AS "nullif")::uuid[]))`;

/** Everything in our schema that could let one workspace see or touch another's rows, as a sentence. */
export async function findTableSlips(db: pg.Client): Promise<string[]> {
  const slips: string[] = [];
  for (const statement of [firstColumns, keys, security, policies, sequences, views]) {
    const { rows } = await db.query<{ slip: string }>(statement, [ownSchemas, exceptions]);
    slips.push(...rows.map(({ slip }) => slip));
  }
  const allowed = searchedByOwner.map((name) => `${name} does not force row-level security on its owner`);
  return slips.filter((slip) => !allowed.includes(slip));
}

const ours = `
  select c.* from pg_class c
  where c.relnamespace = any (array(select oid from pg_namespace where nspname = any ($1)))
    and c.relkind in ('r', 'p') and c.relname <> all ($2)`;

const firstColumns = `
  with ours as (${ours})
  select format('%s does not begin with workspace_id uuid not null', relname) as slip
  from ours where not exists (
    select from pg_attribute a
    where a.attrelid = ours.oid and a.attnum = 1 and a.attname = 'workspace_id'
      and a.atttypid = 'uuid'::regtype and a.attnotnull)
  order by relname`;

const keys = `
  with ours as (${ours}), keys as (
    select conname as name, conrelid as relation, conkey[1] as first from pg_constraint where contype = 'f'
    union all
    select conname, confrelid, confkey[1] from pg_constraint where contype = 'f'
    union all
    select indexrelid::regclass::text, indrelid, indkey[0] from pg_index where indisunique
  )
  select distinct format('%s does not begin with workspace_id', keys.name) as slip
  from keys join ours on ours.oid = keys.relation
  left join pg_attribute a on a.attrelid = keys.relation and a.attnum = keys.first
  where a.attname is distinct from 'workspace_id'
  order by slip`;

const security = `
  with ours as (${ours})
  select slip from ours, lateral (values
    (relrowsecurity, format('%s has no row-level security', relname)),
    (relforcerowsecurity, format('%s does not force row-level security on its owner', relname))
  ) as rule (holds, slip)
  where not holds
  order by relname, slip desc`;

const policies = `
  with ours as (${ours})
  select format('%s has not the array policy alone', relname) as slip
  from ours
  where (
    select array_agg(row (polcmd, polpermissive, polroles, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))::text)
    from pg_policy where polrelid = ours.oid
  ) is distinct from array[row ('*'::"char", true, '{0}'::oid[], $array$${arrayPolicy}$array$, $array$${arrayPolicy}$array$)::text]
  order by relname`;

const sequences = `
  select format('%s is a sequence of all workspaces', relname) as slip
  from pg_class where relnamespace = any (array(select oid from pg_namespace where nspname = any ($1)))
    and relkind = 'S' and relname <> all ($2)
  order by relname`;

const views = `
  select format('%s is a view without security_invoker', relname) as slip
  from pg_class where relnamespace = any (array(select oid from pg_namespace where nspname = any ($1)))
    and relkind in ('v', 'm') and relname <> all ($2)
    and not coalesce(reloptions @> array['security_invoker=true'], false)
  order by relname`;
