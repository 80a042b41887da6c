import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { startEmbeddedPostgres } from "#server/db/embedded/start-embedded-postgres.ts";
import { createLog } from "#server/log.ts";
import { seedQueue } from "../tests/support/seed-queue.ts";
import { spawnProgram, spawnServer, untilItSays } from "../tests/support/spawn-server.ts";
import { addNumbers } from "./add-numbers.ts";
import type { Call } from "./bare/take-calls.ts";
import type { BenchRun } from "./bench-run.ts";
import { rateOf, requireLimits, requireOnce } from "./check-calls.ts";
import type { Measured } from "./goals.ts";
import { readPage } from "./read-page.ts";
import { createTenant, prepareDatabase } from "./tenant.ts";

/** 80/s each: together more than the goal, so that the numbers' limits are not what is measured. */
const numbers = 16;
const messages = 24_000;

/** G9: how fast a full queue goes out to a provider that answers after 150 ms. */
export async function measureOutgoing({ folder, signal }: BenchRun): Promise<Measured[]> {
  const log = createLog("silent");
  const tenant = createTenant();
  const cluster = await startEmbeddedPostgres({ dataDir: mkdtempSync(join(folder, "outgoing-")), log });
  const provider = spawnProgram("bench/bare/take-calls.ts", {});
  try {
    const providerUrl = await untilItSays(provider, / answers at (\S+)/);
    const { appUrl, ownerUrl } = await prepareDatabase(cluster, { program: "outgoing", tenant, log });
    await fillQueue(ownerUrl, tenant);
    const server = await spawnServer({
      DATABASE_URL: appUrl,
      DATABASE_OWNER_URL: ownerUrl,
      SECRET_KEY: tenant.secretKey,
      DATA_DIR: join(folder, "outgoing-data"),
      GRAPH_URL: providerUrl,
      ROLE: "delivery",
      LOG_LEVEL: "info",
    });
    try {
      while ((await readPage<number>(`${providerUrl}/count`)) < messages) {
        await delay(500, undefined, { signal });
      }
    } finally {
      // Its receipts are stored by then, and whatever it would call twice it has called.
      await server.stop();
    }
    const calls = await readPage<Call[]>(`${providerUrl}/calls`);
    requireOnce(calls, messages);
    requireLimits(calls);
    await requireAllSent(ownerUrl, tenant.workspaceId);
    return [{ id: "G9", value: rateOf(calls) }];
  } finally {
    await provider.stop();
    await cluster.stop();
  }
}

async function fillQueue(ownerUrl: string, tenant: ReturnType<typeof createTenant>): Promise<void> {
  await asOwner(ownerUrl, tenant.workspaceId, async (owner) => {
    const channelIds = await addNumbers(owner, tenant, numbers);
    await seedQueue(owner, { workspaceId: tenant.workspaceId, channelIds, messages });
  });
}

async function requireAllSent(ownerUrl: string, workspaceId: string): Promise<void> {
  await asOwner(ownerUrl, workspaceId, async (owner) => {
    const { rows } = await owner.query<{ sent: number; queued: number }>(
      `select (select count(*)::int from messages where status = 'sent' and provider_id is not null) as sent,
        (select count(*)::int from delivery_queue) as queued`,
    );
    if (rows[0]?.sent !== messages || rows[0].queued !== 0) {
      throw new Error(`The numbers are void: of ${messages} messages ${JSON.stringify(rows[0])}`);
    }
  });
}

async function asOwner(
  ownerUrl: string,
  workspaceId: string,
  work: (owner: pg.Client) => Promise<void>,
): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query("select set_config('app.workspace_ids', $1, false)", [`{${workspaceId}}`]);
    await work(owner);
  } finally {
    await owner.end();
  }
}
