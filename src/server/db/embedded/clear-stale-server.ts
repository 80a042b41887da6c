import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DatabaseStartError } from "../database-start-error.ts";
import type { Log } from "../log.ts";
import { socketPort } from "./place-socket.ts";
import { isAlive, isServerOf, readPostmasterFile } from "./postmaster-file.ts";

/**
 * A server that outlived its app is stopped in good order and its leftovers are cleared. Called under the data
 * folder's lock, so no living app can own it. It is not kept running: a server of our own stops with us again,
 * logs to us and has this version's settings.
 */
export async function clearStaleServer(dataDir: string, log: Log): Promise<void> {
  const found = readPostmasterFile(dataDir);
  if (found === null) {
    return;
  }
  if (isServerOf(found.pid, dataDir)) {
    log.warn({ pid: found.pid }, "A PostgreSQL left behind by an earlier run is being stopped");
    await stopServer(found.pid);
  } else if (isAlive(found.pid)) {
    disownPidFile(dataDir);
  }
  clearSocket(found.socketDir);
}

/** Asks a server to stop: in good order, then at once, then by force. */
export async function stopServer(
  pid: number,
  waitsMs: readonly number[] = [15_000, 5_000, 5_000],
): Promise<void> {
  const signals = ["SIGINT", "SIGQUIT", "SIGKILL"] as const;
  for (const [step, signal] of signals.entries()) {
    signalServer(pid, signal);
    if (await isGoneWithin(pid, waitsMs[step] ?? 0)) {
      return;
    }
  }
  throw new DatabaseStartError(`PostgreSQL (process ${pid}) does not stop. End it, then start again.`);
}

function signalServer(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ESRCH") {
      return;
    }
    throw new DatabaseStartError(
      `A PostgreSQL of another user (process ${pid}) still serves this data folder. Stop it, then start again.`,
      { cause },
    );
  }
}

async function isGoneWithin(pid: number, waitMs: number): Promise<boolean> {
  const deadline = performance.now() + waitMs;
  while (isAlive(pid)) {
    if (performance.now() > deadline) {
      return false;
    }
    await delay(20);
  }
  return true;
}

/**
 * The old number now belongs to a stranger, and PostgreSQL would refuse to start. It takes a file with its parent's
 * number as stale, and then still checks that no old backend uses the shared memory named in the other lines,
 * which it could not if the file were deleted.
 */
function disownPidFile(dataDir: string): void {
  const file = join(dataDir, "postmaster.pid");
  const [, ...rest] = readFileSync(file, "utf8").split("\n");
  writeFileSync(file, [`${process.pid}`, ...rest].join("\n"));
}

function clearSocket(socketDir: string): void {
  if (basename(socketDir).startsWith("mc-")) {
    rmSync(socketDir, { recursive: true, force: true });
  } else if (socketDir !== "") {
    rmSync(join(socketDir, `.s.PGSQL.${socketPort}.lock`), { force: true });
  }
}
