import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { checkDatabase } from "../db/check-database.ts";
import { DataDirInUseError } from "../db/embedded/lock-data-dir.ts";
import { findRunningPostgres, startEmbeddedPostgres } from "../db/embedded/start-embedded-postgres.ts";

/** A database as copies need it. */
export type CopyPlace = {
  appUrl: string;
  ownerUrl: string;
  /** Who sees every row. */
  readerUrl: string;
  close(): Promise<void>;
};

/** The database of the settings, for this work alone: refused while a server runs on the embedded one. */
export async function openPlace(config: Config, log: Logger): Promise<CopyPlace> {
  const { databaseUrl } = config;
  return databaseUrl === null
    ? await openEmbedded(config.dataDir, log)
    : await openOutside({ appUrl: databaseUrl, ownerUrl: config.databaseOwnerUrl }, log);
}

/** The database of the settings for reading, also while a server runs on it. */
export async function openForReading(config: Config, log: Logger): Promise<CopyPlace> {
  try {
    return await openPlace(config, log);
  } catch (error) {
    const running = error instanceof DataDirInUseError ? findRunningPostgres(config.dataDir) : null;
    if (running === null) {
      throw error;
    }
    return { ...running, close: async () => undefined };
  }
}

/** The embedded PostgreSQL of a data folder. */
export async function openEmbedded(dataDir: string, log: Logger): Promise<CopyPlace> {
  const { appUrl, ownerUrl, readerUrl, stop } = await startEmbeddedPostgres({ dataDir, log });
  return { appUrl, ownerUrl, readerUrl, close: stop };
}

/** A PostgreSQL of somebody's own; its owner reads it, workspace by workspace. */
export async function openOutside(
  { appUrl, ownerUrl }: { appUrl: string; ownerUrl: string | null },
  log: Logger,
): Promise<CopyPlace> {
  await checkDatabase({ url: appUrl, log });
  const owner = ownerUrl ?? appUrl;
  return { appUrl, ownerUrl: owner, readerUrl: owner, close: async () => undefined };
}
