import pg from "pg";
import type { TableContents } from "./manifest.ts";

/** A table's name and columns. */
export type TableShape = Pick<TableContents, "schema" | "name" | "columns">;

/** The tables that hold our data; partitions belong to their parents, and the jobs' schema is made anew at a start. */
const ourTables = `
  select c.oid, n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'auth') and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname not like 'kysely\\_%'
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`;

type TableRow = TableShape & { oid: number; parents: number[] };

/** Every table of ours, ordered so that foreign keys point to earlier ones. */
export async function listTables(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableRow>(`
    with ours as (${ourTables})
    select ours.oid::int8 as oid, schema, name,
      array(select attname::text from pg_attribute a where a.attrelid = ours.oid and a.attnum > 0
        and not a.attisdropped and a.attgenerated = '' order by attnum) as columns,
      array(select distinct confrelid::int8 from pg_constraint k
        where k.contype = 'f' and k.conrelid = ours.oid and k.confrelid <> ours.oid) as parents
    from ours order by schema, name`);
  const ordered: TableRow[] = [];
  while (ordered.length < rows.length) {
    const next = rows.filter(
      (row) => !ordered.includes(row) && row.parents.every((oid) => ordered.some((one) => one.oid === oid)),
    );
    if (next.length === 0) {
      throw new Error("foreign keys in a circle");
    }
    ordered.push(...next);
  }
  return ordered.map(({ schema, name, columns }) => ({ schema, name, columns }));
}

/** Whether a database holds anything at all in our schemas. */
export async function isEmpty(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query(`
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'auth', 'jobs')
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') limit 1`);
  return rowCount === 0;
}

/** Migrations that a database has been through, by name; none when it never saw one. */
export async function listMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ found: boolean }>(
    "select to_regclass('public.kysely_migration') is not null as found",
  );
  if (rows[0]?.found !== true) {
    return [];
  }
  const names = await client.query<{ name: string }>("select name from kysely_migration order by name");
  return names.rows.map(({ name }) => name);
}

/** UTC days for which daily partitions exist. */
export async function listDays(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ day: string }>(`
    select distinct to_char(to_date(right(c.relname, 8), 'YYYYMMDD'), 'YYYY-MM-DD') as day
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relispartition
      and c.relkind = 'r' and c.relname ~ '_[0-9]{8}$' order by day`);
  return rows.map(({ day }) => day);
}

/** Counts the rows of a table and sums up their hashes. */
export async function weighTable(
  client: pg.Client,
  table: TableShape,
): Promise<Pick<TableContents, "rows" | "digest">> {
  const { rows } = await client.query<{ rows: string; digest: string }>(
    `select count(*)::text as rows, coalesce(sum(hashtextextended(row(${columnsOf(table)})::text, 0)), 0)::text as digest
     from ${nameOf(table)}`,
  );
  const [found] = rows;
  return { rows: Number(found?.rows ?? 0), digest: found?.digest ?? "0" };
}

/** A table's name as it stands in a statement. */
export function nameOf({ schema, name }: Pick<TableShape, "schema" | "name">): string {
  return `${schema}.${pg.escapeIdentifier(name)}`;
}

/** A table's columns as they stand in a statement. */
export function columnsOf({ columns }: Pick<TableShape, "columns">): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(", ");
}

/** Whether row-level security also binds the owner, for every table of ours. */
export async function listForced(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ schema: "public" | "auth"; name: string }>(`
    with ours as (${ourTables})
    select schema, name from ours join pg_class c on c.oid = ours.oid where c.relforcerowsecurity order by 1, 2`);
  return rows.map(nameOf);
}

/** Sessions of running Messaging Centers on this database: they could still write. */
export async function countRunning(client: pg.Client): Promise<number> {
  const { rowCount } = await client.query(`
    select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
      and application_name like 'messaging-center%'
      and application_name not in ('messaging-center backup', 'messaging-center check')`);
  return rowCount ?? 0;
}
