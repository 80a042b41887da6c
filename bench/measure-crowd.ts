import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { startEmbeddedPostgres } from "#server/db/embedded/start-embedded-postgres.ts";
import { createLog } from "#server/log.ts";
import { workspaceKeyOf } from "#server/workspace-key.ts";
import type { BenchRun } from "./bench-run.ts";
import { countRows } from "./count-rows.ts";
import type { LoadReport } from "./generate-load.ts";
import type { Measured } from "./goals.ts";
import { runLoad } from "./run-load.ts";
import { spawnProgram } from "./spawn-program.ts";
import { addTenant, analyze, createTenant, prepareDatabase, type Tenant } from "./tenant.ts";

/** What Meta sends at most for one number with the higher throughput. */
const crowdPerSecond = 3_300;
const crowdSeconds = 60;
const floodPerSecond = 2_000;
const calmPerSecond = 50;
const calmSeconds = 20;
const warmUp = 16_000;

/** Sends webhooks of one workspace, those after the ones that went before. */
type Sender = (load: { count: number; perSecond?: number; clients?: number }) => Promise<LoadReport>;

/** G2: open loop, at the pace of one large number; every message must be stored. */
export async function measureCrowd(run: BenchRun): Promise<Measured[]> {
  const { medianMs, p99Ms } = await withServer(run, async ([send]) => {
    await send({ count: warmUp, clients: 64 });
    return await send({ count: crowdPerSecond * crowdSeconds, perSecond: crowdPerSecond });
  });
  return [
    { id: "G2 p50", value: medianMs },
    { id: "G2 p99", value: p99Ms },
  ];
}

/** G15: how much longer a calm workspace waits while another one floods the same server. */
export async function measureNeighbour(run: BenchRun): Promise<Measured[]> {
  const ratio = await withServer(run, async ([calm, flood]) => {
    await flood({ count: warmUp, clients: 64 });
    await calm({ count: warmUp / 4, clients: 16 });
    const order = { count: calmPerSecond * calmSeconds, perSecond: calmPerSecond };
    const alone = await calm(order);
    const [beside, flooding] = await Promise.all([
      calm(order),
      flood({ count: floodPerSecond * calmSeconds, perSecond: floodPerSecond }),
    ]);
    console.log(
      `p99 of the calm workspace: alone ${alone.p99Ms} ms, beside ${beside.p99Ms} ms; of the flood ${flooding.p99Ms} ms\n`,
    );
    return beside.p99Ms / alone.p99Ms;
  });
  return [{ id: "G15", value: Math.round(ratio * 10) / 10 }];
}

/** One server with two workspaces; afterwards each message that was acknowledged is there, once, or the numbers are void. */
async function withServer<Answer>(
  { folder: parent, signal }: BenchRun,
  use: (senders: [Sender, Sender]) => Promise<Answer>,
): Promise<Answer> {
  const folder = mkdtempSync(join(parent, "crowd-"));
  const log = createLog("silent");
  const tenant = createTenant();
  const other = { ...createTenant(), secretKey: tenant.secretKey, phoneNumberId: "106540352242999" };
  const cluster = await startEmbeddedPostgres({ dataDir: folder, log });
  try {
    const database = await prepareDatabase(cluster, { program: "ours", tenant, log });
    await addTenant(database.appUrl, other, log);
    const program = await spawnProgram("ours", { database, tenant, folder });
    let sent = 0;
    const senderOf = (one: Tenant): Sender => {
      let from = 0;
      return async (load) => {
        const order = orderOf(one, { url: program.url, from, ...load });
        from += load.count;
        sent += load.count;
        const report = await runLoad(order, signal);
        await analyze(database);
        return report;
      };
    };
    try {
      const answer = await use([senderOf(tenant), senderOf(other)]);
      const stored = (await countRows(database)).get("messages")?.rows ?? 0;
      if (stored !== sent) {
        throw new Error(
          `The numbers are void: ${sent} webhooks were acknowledged, there are ${stored} messages`,
        );
      }
      return answer;
    } finally {
      await program.stop();
    }
  } finally {
    await cluster.stop();
  }
}

function orderOf(
  { workspaceId, phoneNumberId, appSecret }: Tenant,
  load: { url: string; from: number; count: number; perSecond?: number; clients?: number },
) {
  const path = `/webhooks/whatsapp/${workspaceKeyOf(workspaceId)}`;
  return { ...load, path, appSecret, phoneNumberId, customers: 2_000, firstSentAt };
}

const firstSentAt = Math.floor(Date.now() / 1000) - 3_600;
