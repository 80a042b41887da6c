import type pg from "pg";
import { fenceOf } from "./migrations/fence.ts";

/** Days made ahead; the job that calls runs at least daily, so a week of it failing is harmless. */
const daysAhead = 8;

const dayMs = 86_400_000;

interface DailyTable {
  name: string;
  column: string;
}

/**
 * Makes the daily partitions (UTC) from yesterday to a week ahead of every table that is partitioned by time, and its
 * default partition, so that no insert can fail. Rows that had to go to the default are moved to their day. Run by the
 * owner; harmless to run again and in several processes at once. While a backup reads, nothing is made: making waits for
 * whoever reads, and everybody else would wait behind it. The next run makes it up.
 */
export async function ensurePartitions(owner: pg.Pool, now: number): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query("begin");
    if (!(await isFree(client))) {
      await client.query("rollback");
      return;
    }
    const today = Math.floor(now / dayMs) * dayMs;
    const days = Array.from({ length: daysAhead + 2 }, (_, index) => today + (index - 1) * dayMs);
    await ensureDays(client, days);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

/** Held by who makes partitions, and shared by who wants them to stay as they are. */
export const partitionLock = 4_715_024_002;

/** Keeps all partitions as they are until the session ends; for who reads whole tables. */
export async function holdPartitions(client: pg.ClientBase): Promise<void> {
  await client.query("select pg_advisory_lock_shared($1)", [partitionLock]);
}

/** Whether nobody makes, drops or reads whole partitions; if so, nobody else may until the transaction ends. */
export async function isFree(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>("select pg_try_advisory_xact_lock($1) as free", [
    partitionLock,
  ]);
  return rows[0]?.free ?? false;
}

/** Makes the partitions of the days that begin at these times, inside the caller's transaction. */
export async function ensureDays(client: pg.ClientBase, startsMs: readonly number[]): Promise<void> {
  await client.query("select pg_advisory_xact_lock($1)", [partitionLock]);
  for (const table of await findDailyTables(client)) {
    await ensureDefault(client, table);
    for (const startMs of startsMs) {
      await ensureDay(client, table, startMs);
    }
  }
}

async function findDailyTables(client: pg.ClientBase): Promise<DailyTable[]> {
  const { rows } = await client.query<DailyTable>(`
    select c.relname as name, a.attname as column
    from pg_partitioned_table p
    join pg_class c on c.oid = p.partrelid and c.relnamespace = 'public'::regnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum = p.partattrs[0]
    where p.partstrat = 'r' and a.atttypid = 'timestamptz'::regtype
    order by c.relname`);
  return rows;
}

async function ensureDefault(client: pg.ClientBase, { name }: DailyTable): Promise<void> {
  if (await isMissing(client, `${name}_default`)) {
    await client.query(`create table ${name}_default partition of ${name} default`);
    await client.query(fenceOf(`${name}_default`));
  }
}

async function ensureDay(
  client: pg.ClientBase,
  { name, column }: DailyTable,
  startMs: number,
): Promise<void> {
  const from = new Date(startMs).toISOString();
  const to = new Date(startMs + dayMs).toISOString();
  const partition = `${name}_${from.slice(0, 10).replaceAll("-", "")}`;
  if (!(await isMissing(client, partition))) {
    return;
  }
  await client.query(`create table ${partition} (like ${name} including all)`);
  await moveFromDefault(client, { name, column, partition, from, to });
  await client.query(
    `alter table ${name} attach partition ${partition} for values from ('${from}') to ('${to}')`,
  );
  // Reached through their parent partitions obey its policy; the same fence guards the way around it.
  await client.query(fenceOf(partition));
}

/** The fence binds the owner too; it is lifted inside this transaction, in which nobody else reaches the table. */
async function moveFromDefault(
  client: pg.ClientBase,
  { name, column, partition, from, to }: DailyTable & { partition: string; from: string; to: string },
): Promise<void> {
  const rest = `${name}_default`;
  await client.query(`alter table ${rest} no force row level security`);
  await client.query(
    `with moved as (delete from ${rest} where ${column} >= '${from}' and ${column} < '${to}' returning *)
     insert into ${partition} select * from moved`,
  );
  await client.query(`alter table ${rest} force row level security`);
}

async function isMissing(client: pg.ClientBase, name: string): Promise<boolean> {
  const { rows } = await client.query<{ missing: boolean }>("select to_regclass($1) is null as missing", [
    `public.${name}`,
  ]);
  return rows[0]?.missing ?? true;
}
