import type pg from "pg";
import type { Instant } from "#domain/time.ts";

export type DatabaseState = { isReadOnly: boolean; missingMigrations: number; hasDays: boolean };

/** Whether the database may be written, has all of these migrations, and has the days of a moment. */
export async function readDatabaseState(
  pool: pg.Pool,
  { migrations, at }: { migrations: readonly string[]; at: Instant },
): Promise<DatabaseState> {
  const day = new Date(at).toISOString().slice(0, 10).replaceAll("-", "");
  const { rows } = await pool.query<DatabaseState>(
    `select pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "isReadOnly",
       (select count(*)::int from unnest($1::text[]) n
         where not exists (select from kysely_migration m where m.name = n)) as "missingMigrations",
       to_regclass('public.webhook_journal_' || $2) is not null
         and to_regclass('public.events_' || $2) is not null as "hasDays"`,
    [migrations, day],
  );
  return rows[0] ?? { isReadOnly: true, missingMigrations: migrations.length, hasDays: false };
}

/** Commits a few bytes that no table holds, as durably as any message. */
export async function commitNothing(pool: pg.Pool): Promise<void> {
  await pool.query("select pg_logical_emit_message(true, 'messaging-center', 'ready')");
}
