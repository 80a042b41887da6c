import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { stopServer } from "#server/db/embedded/clear-stale-server.ts";
import { isServerOf, readPostmasterFile } from "#server/db/embedded/postmaster-file.ts";
import { eventually } from "./eventually.ts";

/** Settings of a process; nothing of the test's own environment reaches it. */
export type Settings = Readonly<Record<string, string>>;

/** How a process ended, with everything that it said. */
export type End = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

/** A program of the project in a process of its own. */
export type Spawned = {
  pid: number;
  stdout(): string;
  stderr(): string;
  ended: Promise<End>;
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<End>;
  /** Asks it to end, as an operator does. */
  stop(signal?: "SIGTERM" | "SIGINT"): Promise<End>;
};

/** A server as people run it. */
export type SpawnedServer = Spawned & {
  url: string;
  /** The one-time link that makes the owner, as soon as it is printed. */
  setupLink(): Promise<string>;
};

const root = join(import.meta.dirname, "..", "..");
const deadlineMs = 60_000;

/** Starts a program, such as `scripts/demo.ts`, with these settings and no others. */
export function spawnProgram(script: string, settings: Settings, args: readonly string[] = []): Spawned {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env: environment(settings),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const killLeft = () => child.kill("SIGKILL");
  // A test that ran out of time closes nothing any more.
  process.once("exit", killLeft);
  child.once("exit", () => process.off("exit", killLeft));
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (said.stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (said.stderr += String(chunk)));
  const ended = endOf(child).then(({ code, signal }) => ({ code, signal, ...said }));
  const send = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    pid: child.pid ?? 0,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    ended,
    kill: () => send("SIGKILL"),
    stop: (signal = "SIGTERM") => send(signal),
  };
}

/** Starts the server and waits until it says where it answers. */
export async function spawnServer(settings: Settings): Promise<SpawnedServer> {
  const spawned = spawnProgram("src/server/main.ts", { PORT: "0", LOG_LEVEL: "fatal", ...settings });
  const url = await untilItSays(spawned, /^Messaging Center answers at (\S+)$/m);
  return {
    ...spawned,
    url,
    setupLink: () => untilItSays(spawned, /^(http\S+\/setup\?token=\S+)$/m),
  };
}

/** Waits until a program has printed something and answers its first group; throws when it ends before. */
export async function untilItSays(spawned: Spawned, words: RegExp): Promise<string> {
  let end: End | null = null;
  void spawned.ended.then((how) => {
    end = how;
  });
  const isDone = () => words.test(spawned.stdout()) || end !== null;
  await eventually(isDone, { withinMs: deadlineMs }).catch(() => undefined);
  const found = words.exec(spawned.stdout());
  if (found === null) {
    const how = end === null ? "It was ended now" : "It ended by itself";
    throw new Error(
      `The program did not say ${words.source}. ${how}: ${JSON.stringify(await spawned.kill())}`,
    );
  }
  return found[1] ?? found[0];
}

/** The process of the embedded PostgreSQL that serves a data folder; null when none does. */
export function postgresOf(dataDir: string): number | null {
  const cluster = join(dataDir, "postgres", "18");
  const found = existsSync(cluster) ? readPostmasterFile(cluster) : null;
  return found !== null && isServerOf(found.pid, cluster) ? found.pid : null;
}

/** Ends the PostgreSQL that a killed server left behind, which would still write into the folder. */
export async function endPostgresOf(dataDir: string): Promise<void> {
  const pid = postgresOf(dataDir);
  if (pid !== null) {
    await stopServer(pid);
  }
}

/** What `npm start` hands on, too: compiled code is kept from one start to the next. */
function environment(settings: Settings): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env;
  const own = Object.entries({ PATH, HOME, TMPDIR, NODE_COMPILE_CACHE }).filter(
    ([, value]) => value !== undefined,
  );
  return { ...Object.fromEntries(own), ...settings };
}

async function endOf(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  // Not "exit": by then the last words may still be on their way.
  await once(child, "close");
  return { code: child.exitCode, signal: child.signalCode };
}
