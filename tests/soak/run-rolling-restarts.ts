import { createApiClient } from "../../scripts/demo/api-client.ts";
import { type Doubles, findDoubles } from "../support/find-doubles.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { followLive } from "../support/follow-live.ts";
import { type ProcessWorld, startProcessWorld } from "../support/process-world.ts";
import { startLoad } from "../support/webhooks.ts";
import { startAnswering } from "./answering-agents.ts";
import { countSends, countWebhooks, type SendCounts, type WebhookCounts } from "./count-ends.ts";
import { countStreams, type StreamCounts } from "./count-streams.ts";

/** `unclean`: ends other than by themselves with code 0. `lost`, `doubled`, `open` and `differing` are 0 as they should. */
export type RollingRestartsReport = {
  restarted: number;
  seconds: number;
  webhooksPerSecond: number;
  longestDrainMs: number;
  unclean: number;
  /** Refused by a process that was ending, and given to the next one. */
  handedOn: number;
  /** Without an answer; whoever asked asks again. */
  broken: number;
  webhooks: WebhookCounts;
  sends: SendCounts;
  streams: StreamCounts;
  doubles: Doubles;
};

const phones = Array.from({ length: 24 }, (_, index) => `346009${String(index).padStart(5, "0")}`);
const receiver = { ROLE: "web,ingest" };
const sender = { ROLE: "delivery" };
const liveClients = 3;

/**
 * Restarts every process again and again, as a new version is rolled out: asked to end, waited for, started, then the next.
 * Meanwhile webhooks, agents' sends and live streams come through the balancer as always.
 */
export async function runRollingRestarts(options: {
  database: { appUrl: string; ownerUrl: string };
  receivers: number;
  restarts: number;
}): Promise<RollingRestartsReport> {
  const world = await startProcessWorld({
    database: options.database,
    settings: receiver,
    cloudApi: { limits: { throughput: null, pair: null } },
  });
  let fleet: Fleet | null = null;
  try {
    await world.openPhones(phones);
    const autoReply = { enabled: true, text: "Ahora mismo", everyHours: 12, quietMinutes: 30 };
    await world.api().put("/settings/auto-reply", autoReply);
    const more = Array.from({ length: options.receivers - 1 }, () => receiver);
    fleet = await startFleet(world, { first: receiver, others: [...more, sender] });
    return await run(world, fleet, options.restarts);
  } finally {
    await fleet?.close();
    await world.close();
  }
}

async function run(world: ProcessWorld, fleet: Fleet, restarts: number): Promise<RollingRestartsReport> {
  const { front } = fleet;
  const webhookUrl = world.webhookUrl().replace(world.server().url, front.url);
  const load = startLoad({
    clients: 2,
    urls: (number) => (number % 3 === 0 ? [webhookUrl, webhookUrl] : [webhookUrl]),
    textOf: (number) => ({
      id: `wamid.ROLL${number}`,
      waId: phones[number % phones.length] ?? "",
      text: `Pregunta ${number}`,
    }),
  });
  const headers = { authorization: `Bearer ${world.apiKey}` };
  const api = createApiClient(front.url, headers);
  const clients = Array.from({ length: liveClients }, () => followLive({ url: front.url, headers, api }));
  await load.more(2 * phones.length);
  const agents = startAnswering(world, { api, automatic: phones.length, restMs: 200 });
  const startedAt = performance.now();
  const before = load.acknowledged.size;
  let longestDrainMs = 0;
  let unclean = 0;
  for (let restart = 0; restart < restarts; ) {
    for (const place of fleet.places.slice(0, restarts - restart)) {
      restart += 1;
      await load.more(20);
      const { end, drainMs } = await fleet.restart(place);
      longestDrainMs = Math.max(longestDrainMs, Math.round(drainMs));
      unclean += end.code === 0 && end.signal === null ? 0 : 1;
    }
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const acknowledged = load.acknowledged.size - before;
  await load.finish();
  await agents.finish();
  await world.quiet();
  return {
    restarted: restarts,
    seconds: Math.round(seconds),
    webhooksPerSecond: Math.round(acknowledged / seconds),
    longestDrainMs,
    unclean,
    handedOn: front.retries(),
    broken: front.failures().broken + front.failures().nobody,
    webhooks: await countWebhooks(world, load),
    sends: await countSends(world, agents.accepted),
    streams: await countStreams(clients, api),
    doubles: await findDoubles(world),
  };
}
