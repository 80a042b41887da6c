import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "#server/db/embedded/start-embedded-postgres.ts";
import { silentLog } from "./silent-log.ts";
import { clearTestServer, prepareTestServer, type TestServer } from "./test-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

interface Run {
  server: TestServer;
  stop(): Promise<void>;
}

// Every project loads this file anew; the run has one PostgreSQL all the same.
const shared = globalThis as typeof globalThis & { testPostgres?: { run: Promise<Run>; users: number } };

/** Vitest's global setup: one PostgreSQL for the run, on TEST_DATABASE_URL or an embedded one that is removed. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.testPostgres ??= { run: start(process.env.TEST_DATABASE_URL), users: 0 };
  const current = shared.testPostgres;
  current.users += 1;
  const { server, stop } = await current.run;
  project.provide("testServer", server);
  return async () => {
    current.users -= 1;
    if (current.users === 0) {
      delete shared.testPostgres;
      await stop();
    }
  };
}

async function start(url: string | undefined): Promise<Run> {
  if (url !== undefined && url !== "") {
    const server = await prepareTestServer(url);
    return { server, stop: () => clearTestServer(server) };
  }
  const dataDir = mkdtempSync(join(tmpdir(), "mc-test-"));
  const postgres = await startEmbeddedPostgres({ dataDir, log: silentLog, fsync: false });
  const stop = async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    return { server: await prepareTestServer(postgres.superuserUrl), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
