import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { readSecretKey } from "../secret-key.ts";
import { BackupError } from "./backup-error.ts";
import { createProgress } from "./progress.ts";
import { writeBackup } from "./write-backup.ts";

type Upgrade = { url: string; log: Logger; now: number; done: readonly string[] };

/**
 * Before migrations change an older database its rows are written into `DATA_DIR/backups`; the files of messages stay
 * where they are, because no migration touches them. When that fails, nothing is changed and the start ends.
 */
export async function backUpBeforeUpgrade(config: Config, { url, log, now, done }: Upgrade): Promise<void> {
  if (!config.backupBeforeUpgrade) {
    return;
  }
  const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(":", "-");
  const path = join(config.dataDir, "backups", `before-upgrade-${stamp}.tar`);
  log.info({ path, from: done.at(-1) }, "The database is older than this version: it is backed up first");
  const progress = createProgress((line) => log.info({ line: line.trim() }, "Backing up"), { now: Date.now });
  const secretKey = config.secretKey ?? (await readSecretKey(config.dataDir));
  try {
    await writeBackup({ url, path, now, progress, filesFolder: null, secretKey, withKey: false });
    await removeOldest(dirname(path), config.upgradeBackups);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BackupError(
      `The backup before the upgrade failed, nothing was changed: ${reason}. Make room in DATA_DIR/backups, or set BACKUP_BEFORE_UPGRADE=no where you have a backup of your own.`,
      { cause },
    );
  }
}

/** Their names are in the order of time. Other files of the folder are nobody's business. */
async function removeOldest(folder: string, most: number): Promise<void> {
  const own = (await readdir(folder)).filter((name) => /^before-upgrade-[\dT-]+\.tar$/.test(name)).sort();
  for (const name of own.slice(0, -most)) {
    await rm(join(folder, name), { force: true });
  }
}
