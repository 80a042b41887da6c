import { createHmac } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { hotel } from "../scripts/demo/hotel.ts";
import { startOutside } from "../scripts/demo/start-outside.ts";
import { createClock } from "../simulators/clock.ts";
import { endPostgresOf, postgresOf, type SpawnedServer, spawnServer } from "../tests/support/spawn-server.ts";
import type { BenchRun } from "./bench-run.ts";
import type { Measured } from "./goals.ts";
import { residentKiB } from "./measure-streams.ts";
import { median } from "./quantile.ts";
import { settleIn } from "./stand-hotel.ts";
import { composeWebhook } from "./webhook.ts";

const rounds = 5;
const idleMs = 20_000;

/** G13 and G14: start, idle memory and coming back, with the embedded PostgreSQL, as most people run it. */
export async function measureStart({ folder, signal }: BenchRun): Promise<Measured[]> {
  const dataDir = mkdtempSync(join(folder, "start-"));
  const outside = await startOutside({ clock: createClock(), port: 0 });
  const start = () => spawnServer({ DATA_DIR: dataDir, GRAPH_URL: outside.cloudApi.url, LOG_LEVEL: "info" });
  let server = await start();
  try {
    const { webhookPath } = await settleIn(server, outside);
    const starts: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await server.stop();
      signal.throwIfAborted();
      const since = performance.now();
      server = await start();
      await until(() => isReady(server));
      starts.push(performance.now() - since);
    }
    await delay(idleMs, undefined, { signal });
    const idleMb = residentKiB(server.pid) / 1024;
    const app: number[] = [];
    const postgres: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      signal.throwIfAborted();
      let since = performance.now();
      await server.kill();
      server = await start();
      await until(() => takes(server, webhookPath));
      app.push(performance.now() - since);
      since = performance.now();
      const killed = postgresOf(dataDir) ?? 0;
      process.kill(killed, "SIGKILL");
      // Its orphans answer for a moment more: what counts is the next one.
      await until(
        async () => ![null, killed].includes(postgresOf(dataDir)) && (await takes(server, webhookPath)),
      );
      postgres.push(performance.now() - since);
    }
    return [
      { id: "G13 memory", value: Math.round(idleMb) },
      { id: "G13 start", value: inSeconds(starts) },
      { id: "G14 app", value: inSeconds(app) },
      { id: "G14 PostgreSQL", value: inSeconds(postgres) },
    ];
  } finally {
    await server.stop();
    await endPostgresOf(dataDir);
    await outside.close();
  }
}

const inSeconds = (times: readonly number[]): number => Math.round(median(times) / 10) / 100;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const latest = performance.now() + 60_000;
  while (!(await isSo())) {
    if (performance.now() > latest) {
      throw new Error("The server did not come back within a minute");
    }
    await delay(10);
  }
}

async function isReady({ url }: SpawnedServer): Promise<boolean> {
  return await answers(fetch(`${url}/health/ready`, timeLimit()));
}

let number = 0;

/** Serving again is: a signed webhook gets 200, which it gets after its COMMIT. */
async function takes({ url }: SpawnedServer, path: string): Promise<boolean> {
  number += 1;
  const plan = {
    phoneNumberId: hotel.phoneNumberId,
    customers: 100,
    firstSentAt: Math.floor(Date.now() / 1000),
  };
  const body = composeWebhook(plan, number);
  const signature = createHmac("sha256", hotel.appSecret).update(body).digest("hex");
  const headers = { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` };
  return await answers(fetch(`${url}${path}`, { method: "POST", headers, body, ...timeLimit() }));
}

const timeLimit = () => ({ signal: AbortSignal.timeout(3_000) });

async function answers(asked: Promise<Response>): Promise<boolean> {
  try {
    const response = await asked;
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
