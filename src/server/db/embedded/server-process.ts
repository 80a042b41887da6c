import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { DatabaseStartError } from "../database-start-error.ts";
import type { Log } from "../log.ts";
import type { ChosenAccount } from "./choose-account.ts";
import { stopServer } from "./clear-stale-server.ts";
import { readPostmasterFile } from "./postmaster-file.ts";
import { programEnvironment } from "./run-command.ts";

/** What one run of the server needs. */
export interface ServerOptions {
  chosen: ChosenAccount;
  dataDir: string;
  socketDir: string;
  env: Record<string, string>;
  fsync: boolean;
  log: Log;
}

/** One run of the server, from ready to exit. */
export interface ServerProcess {
  pid: number;
  /** Resolves with a sentence when the process has ended, whoever ended it. */
  exited: Promise<string>;
  stop(): Promise<void>;
}

const keptLines = 20;
// Crash recovery may replay much; while the server says so it is waited for.
const readyDeadlineMs = 300_000;

/** Starts the server and waits until it accepts connections. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const lines: string[] = [];
  const child = spawnServer(options);
  // Without a pid there was no process: `exited` then says why.
  const pid = child.pid ?? 0;
  const exited = exitOf(child, lines);
  forwardLines(child, lines, options.log);
  const stopOnExit = () => child.kill("SIGINT");
  process.once("exit", stopOnExit);
  void exited.then(() => process.off("exit", stopOnExit));
  await untilReady(options.dataDir, pid, exited);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      await Promise.all([stopServer(pid), exited]);
    }
  };
  return { pid, exited, stop };
}

function spawnServer({ chosen, dataDir, socketDir, env, fsync }: ServerOptions): ChildProcess {
  const settings = {
    listen_addresses: "",
    unix_socket_directories: socketDir,
    unix_socket_permissions: "0700",
    fsync: fsync ? "on" : "off",
    // Never off, not even in tests: what was committed must outlive a killed server.
    synchronous_commit: "on",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "",
    // Errors of statements reach the app with the answer; written here they would carry customers' data.
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_checkpoints: "off",
    jit: "off",
    // A backup and a restore hold one lock for each daily partition and its indexes; this is enough for ten years.
    max_locks_per_transaction: "512",
  };
  const pairs = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const { file, args, ...ids } = chosen.account.command(chosen.binaries.postgres, ["-D", dataDir, ...pairs]);
  const child = spawn(file, args, {
    ...ids,
    cwd: "/",
    env: programEnvironment(env),
    // Its own process group: Ctrl-C reaches the app alone, which then stops it last.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  child.unref();
  return child;
}

function exitOf(child: ChildProcess, lines: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(`PostgreSQL could not be run: ${error.message}`));
    child.once("close", (code, signal) => {
      resolve([`PostgreSQL ended (${signal ?? `code ${code}`})`, ...lines].join("\n  "));
    });
  });
}

function forwardLines(child: ChildProcess, lines: string[], log: Log): void {
  if (child.stderr === null) {
    return;
  }
  if (child.stderr instanceof Socket) {
    child.stderr.unref();
  }
  createInterface(child.stderr).on("line", (line) => {
    lines.push(line);
    lines.splice(0, lines.length - keptLines);
    const write = line.startsWith("PANIC") ? log.error.bind(log) : log.debug.bind(log);
    write({ line }, "PostgreSQL");
  });
}

async function untilReady(dataDir: string, pid: number, exited: Promise<string>): Promise<void> {
  const deadline = performance.now() + readyDeadlineMs;
  let end: string | null = null;
  void exited.then((sentence) => {
    end = sentence;
  });
  while (performance.now() < deadline) {
    await delay(5);
    if (end !== null) {
      throw new DatabaseStartError(end);
    }
    const file = readPostmasterFile(dataDir);
    if (file?.pid === pid && file.isReady) {
      return;
    }
  }
  throw new DatabaseStartError("PostgreSQL did not become ready within five minutes.");
}
