import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Command } from "./accounts.ts";

const execute = promisify(execFile);

/** Runs a short program to its end; throws with its words when it fails. */
export async function runCommand(command: Command, env: Record<string, string>): Promise<void> {
  const { file, args, ...ids } = command;
  await execute(file, args, { ...ids, cwd: "/", env: programEnvironment(env), timeout: 120_000 });
}

const systemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** The whole environment of PostgreSQL's programs: nothing of the app's, neither PG… variables nor secrets. */
export function programEnvironment(extra: Record<string, string>): Record<string, string> {
  return { PATH: systemPath, LC_ALL: "C", TZ: "UTC", ...extra };
}

/** The last words of a failed program. */
export function wordsOf(error: unknown): string {
  const stderr = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  return stderr === "" ? String(error instanceof Error ? error.message : error) : stderr;
}
