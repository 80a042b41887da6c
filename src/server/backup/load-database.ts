import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Kysely, PostgresDialect } from "kysely";
import { Migrator } from "kysely/migration";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { grantToApp } from "../db/grant-to-app.ts";
import { migrationLock, roleOf } from "../db/migrate.ts";
import { type Migration, migrations as ownMigrations } from "../db/migrations/all.ts";
import { ensureDays } from "../db/partitions.ts";
import { BackupError } from "./backup-error.ts";
import { columnsOf, isEmpty, listForced, nameOf, weighTable } from "./catalog.queries.ts";
import type { Contents, TableContents } from "./manifest.ts";
import type { Progress } from "./progress.ts";
import { connectForCopy, seeAllWorkspaces } from "./snapshot.ts";

export type LoadOptions = {
  ownerUrl: string;
  appUrl: string;
  contents: Contents;
  progress: Progress;
  migrations?: Readonly<Record<string, Migration>>;
  /** The rows of a table in PostgreSQL's text form. */
  read(table: TableContents): AsyncIterable<Buffer>;
  /** The last step, when all rows are there and the schema is today's; when it throws nothing was loaded. */
  beforeCommit(client: pg.Client): Promise<void>;
};

/**
 * Fills an empty database in one transaction, so that nothing half-done is ever left: the schema as the rows knew it, its
 * daily partitions, the rows, a comparison of counts and checksums, the migrations since. One that is not empty is refused.
 */
export async function loadDatabase(options: LoadOptions): Promise<void> {
  const client = await connectForCopy(options.ownerUrl);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: poolOf(client) }) });
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    if (!(await isEmpty(client))) {
      const { database = "" } = client;
      throw new BackupError(
        `The database ${database} is not empty. Only an empty one is filled: make a new one, or move the old one away.`,
      );
    }
    await db.transaction().execute((transaction) => load(client, transaction, options));
  } catch (error) {
    throw isOutOfLocks(error) ? tooManyPartitions(error) : error;
  } finally {
    await client.end();
  }
}

async function load(client: pg.Client, db: Kysely<unknown>, options: LoadOptions): Promise<void> {
  const { contents, progress, migrations = ownMigrations } = options;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const version = lastOf(contents.migrations, Object.keys(migrations));
  throwError(await migrator.migrateTo(version));
  await ensureDays(client, contents.days.map(Date.parse));
  const forced = await listForced(client);
  await client.query(forced.map((name) => `alter table ${name} no force row level security`).join(";"));
  for (const table of contents.tables) {
    await loadTable(client, table, options);
  }
  await client.query(forced.map((name) => `alter table ${name} force row level security`).join(";"));
  throwError(await migrator.migrateToLatest());
  await grantToApp(client, roleOf(options.appUrl));
  await seeAllWorkspaces(client);
  progress.moved("finishing", 0);
  await options.beforeCommit(client);
}

async function loadTable(client: pg.Client, table: TableContents, options: LoadOptions): Promise<void> {
  const { progress } = options;
  const label = `${table.name}: ${table.rows} rows`;
  const into = client.query(copyFrom(`copy ${nameOf(table)} (${columnsOf(table)}) from stdin`));
  const counted = async function* () {
    for await (const chunk of options.read(table)) {
      progress.moved(label, chunk.length);
      yield chunk;
    }
  };
  await pipeline(Readable.from(counted()), into);
  const { rows, digest } = await weighTable(client, table);
  if (rows !== table.rows || digest !== table.digest) {
    throw new BackupError(
      `The table ${table.name} did not arrive as it was (${rows} of ${table.rows} rows). Nothing was kept.`,
    );
  }
  await client.query(`analyze ${nameOf(table)}`);
  if (rows > 0) {
    progress.say(`  ${label}`);
  }
}

/** The last of the migrations that the rows have been through; all of them must be known, and none missing between. */
function lastOf(done: readonly string[], known: readonly string[]): string {
  const sorted = known.toSorted();
  const last = done.at(-1);
  if (last === undefined || done.some((name, index) => sorted[index] !== name)) {
    const unknown = done.filter((name) => !known.includes(name));
    throw new BackupError(
      `The data were written by another version of Messaging Center (${unknown.join(", ") || "other migrations"}). Use that version or a newer one.`,
    );
  }
  return last;
}

function throwError({ error }: { error?: unknown }): void {
  if (error !== undefined) {
    throw error instanceof Error ? error : new Error(String(error));
  }
}

/** The migrator wants a pool: here it is the one session whose transaction everything belongs to. */
function poolOf(client: pg.Client) {
  const borrowed = {
    query: client.query.bind(client),
    release: () => undefined,
  };
  return { connect: async () => borrowed, end: async () => undefined, options: {} };
}

function isOutOfLocks(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === "53200";
}

function tooManyPartitions(cause: unknown): BackupError {
  return new BackupError(
    "The PostgreSQL has too few locks for so many days of data: raise its max_locks_per_transaction (512 is plenty).",
    { cause },
  );
}
