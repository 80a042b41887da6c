import { Kysely, PostgresDialect } from "kysely";
import { Migrator } from "kysely/migration";
import pg from "pg";
import { DatabaseStartError } from "./database-start-error.ts";
import { grantToApp } from "./grant-to-app.ts";
import type { Log } from "./log.ts";
import { type Migration, migrations as ownMigrations } from "./migrations/all.ts";
import { ensurePartitions } from "./partitions.ts";

export interface MigrateOptions {
  /** Owner of the database; a direct connection, not one through a pooler of transactions. */
  ownerUrl: string;
  /** The app's connection; its role gets its rights here. */
  appUrl: string;
  log: Log;
  /** The first days to make partitions for. */
  now: number;
  /** Tests bring their own. */
  migrations?: Readonly<Record<string, Migration>>;
  /** Called once before an older database is changed, with its migrations; when it throws nothing is changed. */
  beforeUpgrade?(done: readonly string[]): Promise<void>;
}

/** Any number that no other program on that database uses as an advisory lock: held by who changes the schema. */
export const migrationLock = 4_715_024_001;

/** SQLSTATE of a role that may not; whoever chose the role explains it. */
const insufficientPrivilege = "42501";

/**
 * Brings the schema up to date, once, however many processes start at the same time; the others wait. Then gives the
 * app's role its rights and makes the partitions of the coming days. Harmless to run again.
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const pool = new pg.Pool({
    connectionString: options.ownerUrl,
    application_name: "messaging-center migrate",
    // One session: it holds the advisory lock while every statement below runs on it.
    max: 1,
    connectionTimeoutMillis: 5000,
    options: "-c timezone=UTC -c client_min_messages=warning",
  });
  // A broken connection fails its statement; the event itself would end the process when nobody listened.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await pool.query("select pg_advisory_lock($1)", [migrationLock]);
    await runMigrations(db, options);
    await grantToApp(pool, roleOf(options.appUrl));
    await ensurePartitions(pool, options.now);
  } finally {
    // Ends the session and the lock with it.
    await pool.end();
  }
}

async function runMigrations(
  db: Kysely<unknown>,
  { migrations = ownMigrations, log, beforeUpgrade }: MigrateOptions,
): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const all = await migrator.getMigrations();
  const done = all.filter(({ executedAt }) => executedAt !== undefined);
  if (beforeUpgrade !== undefined && done.length > 0 && done.length < all.length) {
    await beforeUpgrade(done.map(({ name }) => name));
  }
  const { error, results = [] } = await migrator.migrateToLatest();
  for (const { migrationName, status } of results) {
    if (status === "Success") {
      log.info({ migration: migrationName }, "The database was migrated");
    }
  }
  if (error instanceof pg.DatabaseError && error.code === insufficientPrivilege) {
    throw error;
  }
  if (error !== undefined) {
    const failed = results.find(({ status }) => status === "Error")?.migrationName;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseStartError(
      failed === undefined
        ? `The database does not fit this version of the app: ${reason}`
        : `The migration ${failed} failed, nothing was changed: ${reason}`,
      { cause: error },
    );
  }
}

/** The role that a URL connects as. */
export function roleOf(url: string): string {
  const client = new pg.Client({ connectionString: url });
  return client.user ?? "";
}
