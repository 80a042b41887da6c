import type { Logger } from "pino";
import { backUpBeforeUpgrade } from "./backup/back-up-before-upgrade.ts";
import type { Config } from "./config.ts";
import { checkDatabase, explainDatabaseFailure } from "./db/check-database.ts";
import { databaseFailure } from "./db/database-failure.ts";
import { startEmbeddedPostgres } from "./db/embedded/start-embedded-postgres.ts";
import type { MigrateOptions } from "./db/migrate.ts";
import { prepareDatabase } from "./prepare-database.ts";

/** A migrated PostgreSQL: the embedded one of the data folder, or the one of DATABASE_URL. */
export type OpenDatabase = {
  appUrl: string;
  ownerUrl: string;
  close(): Promise<void>;
};

/** Starts or reaches the database and brings its schema up to date; nothing runs yet when this fails. */
export async function openDatabase(config: Config, log: Logger, now: number): Promise<OpenDatabase> {
  const { databaseUrl } = config;
  const database = databaseUrl === null ? await startOwn(config, log) : outside(config, databaseUrl);
  const { appUrl, ownerUrl, readerUrl, close } = database;
  try {
    await checkDatabase({ url: appUrl, log });
    const beforeUpgrade = (done: readonly string[]) =>
      backUpBeforeUpgrade(config, { url: readerUrl, log, now, done });
    await migrateAs(config, { ownerUrl, appUrl, log, now, beforeUpgrade });
    return { appUrl, ownerUrl, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function migrateAs({ databaseOwnerUrl }: Config, options: MigrateOptions): Promise<void> {
  const setting = databaseOwnerUrl === null ? "DATABASE_URL" : "DATABASE_OWNER_URL";
  try {
    await prepareDatabase(options);
  } catch (error) {
    throw databaseFailure(error) !== null
      ? explainDatabaseFailure(error, { url: options.ownerUrl, setting })
      : error;
  }
}

/** Besides, who sees every row. */
type ReadableDatabase = OpenDatabase & { readerUrl: string };

async function startOwn(config: Config, log: Logger): Promise<ReadableDatabase> {
  const { appUrl, ownerUrl, readerUrl, stop } = await startEmbeddedPostgres({ dataDir: config.dataDir, log });
  return { appUrl, ownerUrl, readerUrl, close: stop };
}

function outside(config: Config, appUrl: string): ReadableDatabase {
  const ownerUrl = config.databaseOwnerUrl ?? appUrl;
  return { appUrl, ownerUrl, readerUrl: ownerUrl, close: async () => undefined };
}
