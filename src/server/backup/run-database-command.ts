import type { Logger } from "pino";
import { type Config, ConfigError, readConfig } from "../config.ts";
import { DatabaseStartError } from "../db/database-start-error.ts";
import { createLog } from "../log.ts";
import { BackupError } from "./backup-error.ts";
import { createProgress, type Progress } from "./progress.ts";

/** What a command of the database works with. */
export type CommandContext = { config: Config; log: Logger; progress: Progress; now: number };

/**
 * Runs a command to its end: its lines go to the output, a foreseen failure is one sentence and the exit code 1. Ctrl-C
 * ends it at its next step and leaves nothing half-done; a second one ends it at once.
 */
export async function runDatabaseCommand(work: (context: CommandContext) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => stop.abort(new BackupError("Broken off; nothing was changed.")));
  }
  const say = (line: string) => process.stdout.write(`${line}\n`);
  try {
    const config = readConfig();
    const progress = createProgress(say, { signal: stop.signal, now: Date.now });
    await work({ config, log: createLog("warn"), progress, now: Date.now() });
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  }
}

function explain(error: unknown): string {
  const isForeseen =
    error instanceof BackupError || error instanceof DatabaseStartError || error instanceof ConfigError;
  if (isForeseen || !(error instanceof Error)) {
    return error instanceof Error ? error.message : String(error);
  }
  const isUsage = "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  return isUsage ? error.message : (error.stack ?? error.message);
}
