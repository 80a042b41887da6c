import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { columnTypes } from "../db/column-types.ts";
import { holdPartitions } from "../db/partitions.ts";
import { BackupError } from "./backup-error.ts";
import { columnsOf, listDays, listMigrations, listTables, nameOf, weighTable } from "./catalog.queries.ts";
import type { Contents, TableContents } from "./manifest.ts";
import type { Progress } from "./progress.ts";

/** All rows of a database as they were at one moment. */
export type Snapshot = {
  client: pg.Client;
  contents: Contents;
  /** The rows of a table in PostgreSQL's text form. */
  read(table: TableContents): AsyncIterable<Buffer>;
  close(): Promise<void>;
};

export type SnapshotOptions = {
  /** Who may read everything: the owner, or a superuser. */
  url: string;
  now: number;
  progress: Progress;
  /** Tables whose rows stay where they are, as schema.name. */
  without?: readonly string[];
  /** Nobody may write while the snapshot is open. */
  isLocked?: boolean;
};

/** Text forms must be the same on both sides of a copy, whatever the server was set to; and nothing may time out. */
const sessionSettings = [
  "timezone=UTC",
  "datestyle=ISO",
  "intervalstyle=postgres",
  "extra_float_digits=1",
  "bytea_output=hex",
  "statement_timeout=0",
  "lock_timeout=0",
  "idle_in_transaction_session_timeout=0",
  "client_min_messages=warning",
];

/** One session for reading or writing whole tables. */
export async function connectForCopy(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "messaging-center backup",
    connectionTimeoutMillis: 5000,
    client_encoding: "UTF8",
    keepAlive: true,
    options: sessionSettings.map((setting) => `-c ${setting}`).join(" "),
    types: columnTypes,
  });
  // A broken connection fails its statement; the event itself would end the process when nobody listened.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** Opens a database at one moment: what is written later is not seen. */
export async function openSnapshot(options: SnapshotOptions): Promise<Snapshot> {
  const client = await connectForCopy(options.url);
  try {
    if ((await listMigrations(client)).length === 0) {
      throw new BackupError("The database holds no Messaging Center: there is nothing to copy.");
    }
    await holdPartitions(client);
    await (options.isLocked === true ? beginLocked(client) : client.query(`${begin} read only`));
    const tables = (await listTables(client)).filter(
      ({ schema, name }) => options.without?.includes(`${schema}.${name}`) !== true,
    );
    const migrations = await listMigrations(client);
    await seeAllWorkspaces(client);
    const contents: Contents = {
      takenAt: new Date(options.now).toISOString(),
      migrations,
      tables: [],
      days: await listDays(client),
    };
    for (const table of tables) {
      options.progress.moved(`counting ${table.name}`, 0);
      contents.tables.push({ ...table, ...(await weighTable(client, table)) });
    }
    return {
      client,
      contents,
      read: (table) =>
        client.query(copyTo(`copy (select ${columnsOf(table)} from ${nameOf(table)}) to stdout`)),
      close: () => client.end(),
    };
  } catch (error) {
    await client.end();
    throw error;
  }
}

const begin = "begin isolation level repeatable read";

/** The locks come before the snapshot: what others committed until then is in it, and afterwards nobody writes. */
async function beginLocked(client: pg.Client): Promise<void> {
  const tables = await listTables(client);
  await client.query(begin);
  await client.query(`lock table ${tables.map(nameOf).join(", ")} in share mode`);
}

/** The fence binds the owner too; a superuser stands above it. Every workspace is an organization of the sign-in. */
export async function seeAllWorkspaces(client: pg.Client): Promise<void> {
  await client.query(`
    select set_config('app.workspace_ids',
      (select '{' || coalesce(string_agg(id::text, ','), '') || '}' from auth.organizations), true)`);
}
