import pg from "pg";
import type { BenchDatabase } from "./tenant.ts";

/** What lies in one table: rows, their bytes as stored, and how many of them have each column. */
export type TableCount = { rows: number; bytes: number; filled: Record<string, number> };

/** Counts every table of the product that has rows, past row-level security. */
export async function countRows({ adminUrl }: BenchDatabase): Promise<Map<string, TableCount>> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const counts = new Map<string, TableCount>();
    for (const [table, columns] of await listColumns(client)) {
      const filled = columns.map((column) => `count(${column})::float8 as ${column}`);
      const { rows } = await client.query<Record<string, number>>(
        `select count(*)::float8 as "*", coalesce(sum(pg_column_size(t)), 0)::float8 as "#", ${filled} from ${table} t`,
      );
      const { "*": count = 0, "#": bytes = 0, ...byColumn } = rows[0] ?? {};
      if (count > 0) {
        counts.set(table, { rows: count, bytes, filled: byColumn });
      }
    }
    return counts;
  } finally {
    await client.end();
  }
}

async function listColumns(client: pg.Client): Promise<[string, string[]][]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname not like 'kysely\\_%'
     group by c.relname order by c.relname`,
  );
  return rows.map(({ name, columns }) => [name, columns]);
}
