import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import type { ProgramName } from "./programs.ts";
import type { BenchDatabase, Tenant } from "./tenant.ts";

/** A program under measurement: a process of its own that answers webhooks. */
export type Program = { name: ProgramName; pid: number; url: string; stop(): Promise<void> };

/** As `npm start` has it: rows of a batch die young. All programs are measured with it. */
const asStarted = "--max-semi-space-size=32";
const readyWithinMs = 60_000;
const stopWithinMs = 10_000;

/** Starts a program over its database and waits for its address, which it prints. Nothing of our environment reaches it. */
export async function spawnProgram(
  name: ProgramName,
  given: { database: BenchDatabase; tenant: Tenant; folder: string; nodeOptions?: readonly string[] },
): Promise<Program> {
  const { file, env } = name === "ours" ? oursWith(given) : bareWith(name, given);
  const child = spawn(
    process.execPath,
    [asStarted, ...(given.nodeOptions ?? []), join(import.meta.dirname, file)],
    {
      env: { PATH: process.env.PATH, ...env },
      cwd: given.folder,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  try {
    const url = await Promise.race([addressOf(child), failureOf(child, name)]);
    return { name, pid: child.pid ?? 0, url, stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

/** The real server, with the log and everything else as it stands by default. */
function oursWith({ database, tenant, folder }: { database: BenchDatabase; tenant: Tenant; folder: string }) {
  return {
    file: "../src/server/main.ts",
    env: {
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      SECRET_KEY: tenant.secretKey,
      ROLE: "web,ingest",
      PORT: "0",
      DATA_DIR: join(folder, "data"),
    },
  };
}

function bareWith(name: string, { database, tenant }: { database: BenchDatabase; tenant: Tenant }) {
  const { workspaceId, channelId, appSecret } = tenant;
  const input = { url: database.appUrl, workspaceId, channelId, appSecret };
  return { file: `bare/${name}.ts`, env: { BENCH_INPUT: JSON.stringify(input) } };
}

/** Every program says "answers at <address>" first; what it prints afterwards is read and dropped. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (child.stdout !== null) {
      createInterface(child.stdout).on("line", (line) => {
        const address = / answers at (http:\S+)/.exec(line)?.[1];
        if (address !== undefined) {
          resolve(address);
        }
      });
    }
  });
}

async function failureOf(child: ChildProcess, name: string): Promise<never> {
  const ended = once(child, "exit").then(([code]) => `ended with code ${code}`);
  const late = delay(readyWithinMs, "was not ready in time", { ref: false });
  throw new Error(`${name} ${await Promise.race([ended, late])}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const isLate = await Promise.race([ended.then(() => false), delay(stopWithinMs, true, { ref: false })]);
  if (isLate) {
    child.kill("SIGKILL");
    await ended;
  }
}
