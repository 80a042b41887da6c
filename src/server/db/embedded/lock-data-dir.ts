import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DatabaseStartError } from "../database-start-error.ts";

/** Held while an app uses a data folder. */
export interface DataDirLock {
  release(): void;
}

/** Another app uses the folder. */
export class DataDirInUseError extends DatabaseStartError {}

const sqliteBusy = 5;

/**
 * Takes the one lock of a data folder, or throws. SQLite's exclusive transaction is used for nothing but its file
 * lock: the kernel drops it with the process, however that dies, so no stale lock can exist and no id is compared.
 */
export function lockDataDir(directory: string): DataDirLock {
  const pidFile = join(directory, "app.pid");
  const lock = new DatabaseSync(join(directory, "app.lock"), { timeout: 0 });
  try {
    lock.exec("begin exclusive");
  } catch (cause) {
    lock.close();
    throw isBusy(cause) ? inUse(directory, pidFile) : cause;
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return { release: () => lock.close() };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === sqliteBusy;
}

function inUse(directory: string, pidFile: string): DataDirInUseError {
  const pid = readFileSync(pidFile, { encoding: "utf8", flag: "a+" }).trim();
  const holder = pid === "" ? "Another Messaging Center" : `Another Messaging Center (process ${pid})`;
  return new DataDirInUseError(
    `${holder} is running on ${directory}. Stop it, or start this one with another DATA_DIR.`,
  );
}
