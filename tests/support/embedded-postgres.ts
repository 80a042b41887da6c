import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import * as z from "zod";
import { stopServer } from "#server/db/embedded/clear-stale-server.ts";
import { type Binaries, binariesIn, findBinaries } from "#server/db/embedded/find-binaries.ts";
import { isAlive } from "#server/db/embedded/postmaster-file.ts";
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from "#server/db/embedded/start-embedded-postgres.ts";
import { silentLog } from "./silent-log.ts";

export const isRoot = process.getuid?.() === 0;

/** A folder that is removed with everything in it when the test ends. */
export function temporaryFolder(mode = 0o700): string {
  const directory = mkdtempSync(join(tmpdir(), "mc-pg-"));
  chmodSync(directory, mode);
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Starts a server that is stopped when the test ends, if it was not before. */
export async function startForTest(
  dataDir: string,
  options: Partial<EmbeddedPostgresOptions> = {},
): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, log: silentLog, fsync: false, ...options });
  onTestFinished(() => postgres.stop());
  return postgres;
}

/** A copy of the installation that a test may spoil, open to every user. */
export function copyInstallation(): Binaries {
  const packageDir = temporaryFolder(0o755);
  const nativeDir = join(packageDir, "native");
  cpSync(findBinaries().nativeDir, nativeDir, { recursive: true, verbatimSymlinks: true });
  return binariesIn(nativeDir);
}

const answer = z.object({
  pid: z.number().optional(),
  superuserUrl: z.string().optional(),
  error: z.string().optional(),
});

/** Another app: a real process on a data folder. `answer` is what became of its start. */
export interface OtherApp {
  process: ChildProcess;
  answer: z.infer<typeof answer>;
}

const program = join(import.meta.dirname, "programs", "hold-embedded-postgres.ts");

/** Starts another app on a data folder; it is killed when the test ends. `prefix` may put it under another user. */
export async function startOtherApp(
  args: readonly string[],
  prefix: readonly string[] = [],
): Promise<OtherApp> {
  const [file = process.execPath, ...rest] = [...prefix, process.execPath, program, ...args];
  const child = spawn(file, rest, { stdio: ["ignore", "pipe", "inherit"] });
  const app: OtherApp = { process: child, answer: {} };
  onTestFinished(() => endApp(app));
  app.answer = await firstLine(child);
  return app;
}

/** Ends an app as a power cut would, and waits until it is gone. */
export async function killApp({ process: child }: OtherApp): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }
}

/** Ends an app and its server, which would still write into the folder that is removed next. */
async function endApp(app: OtherApp): Promise<void> {
  await killApp(app);
  if (app.answer.pid !== undefined && isAlive(app.answer.pid)) {
    await stopServer(app.answer.pid);
  }
}

async function firstLine(child: ChildProcess): Promise<z.infer<typeof answer>> {
  if (child.stdout !== null) {
    for await (const line of createInterface(child.stdout)) {
      return answer.parse(JSON.parse(line));
    }
  }
  throw new Error("The other app ended without a word.");
}
