import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a server writes into `postmaster.pid` (PostgreSQL: src/include/utils/pidfile.h). */
export interface PostmasterFile {
  pid: number;
  socketDir: string;
  isReady: boolean;
}

/** Reads the pid file of a cluster; null when no server ran or it stopped in good order. */
export function readPostmasterFile(dataDir: string): PostmasterFile | null {
  const lines = readOrNull(join(dataDir, "postmaster.pid"))?.split("\n") ?? [];
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) {
    return null;
  }
  return { pid, socketDir: lines[4] ?? "", isReady: lines[7]?.trim() === "ready" };
}

/** True while process `pid` is a PostgreSQL server of this cluster, not a stranger that got an old number. */
export function isServerOf(pid: number, dataDir: string): boolean {
  const commandLine = commandLineOf(pid);
  return commandLine.includes("postgres") && commandLine.includes(dataDir);
}

/** True while a process of that number exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function commandLineOf(pid: number): string {
  if (process.platform === "linux") {
    return readOrNull(`/proc/${pid}/cmdline`) ?? "";
  }
  try {
    return execFileSync("ps", ["-p", `${pid}`, "-o", "command="], { encoding: "utf8" });
  } catch {
    return ""; // ps fails when there is no such process.
  }
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH")) {
      return null;
    }
    throw error;
  }
}
