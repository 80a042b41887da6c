import { connect } from "@nats-io/transport-node";
import { createApiClient } from "../../scripts/demo/api-client.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { createRandom } from "../simulation/random.ts";
import { eventually } from "../support/eventually.ts";
import { type Doubles, findDoubles } from "../support/find-doubles.ts";
import { type Fleet, type Place, startFleet } from "../support/fleet.ts";
import { followLive } from "../support/follow-live.ts";
import { type ProcessWorld, startProcessWorld } from "../support/process-world.ts";
import { type StallWatch, watchStalls } from "../support/stall-watch.ts";
import { type Load, startLoad } from "../support/webhooks.ts";
import { startAnswering } from "./answering-agents.ts";
import {
  countDeadlocks,
  countSends,
  countWebhooks,
  type SendCounts,
  type WebhookCounts,
} from "./count-ends.ts";
import { countStreams, type StreamCounts } from "./count-streams.ts";
import { type BusiestSecond, busiestSecond } from "./most-in-a-second.ts";

/** One run: six processes over one database, under load, killed by chance. */
export type ManyProcessesOptions = {
  database: { appUrl: string; ownerUrl: string };
  /** Null: PostgreSQL rings. */
  natsUrl: string | null;
  seed: number;
  /** Goes on until so many processes were killed, and so long. */
  kills: number;
  forMs: number;
  /** Waits out the minute for which dead processes leased messages; else it is taken for over when all have ended. */
  waitsForLeases: boolean;
};

/** What happened, and what may not happen: `lost`, `doubled`, `open` and `differing` are 0 when promises hold. */
export type ManyProcessesReport = {
  seed: number;
  doorbell: "LISTEN" | "NATS";
  seconds: number;
  killed: number;
  restarted: number;
  webhooks: WebhookCounts;
  sends: SendCounts;
  busiestSecond: BusiestSecond;
  streams: StreamCounts;
  doubles: Doubles;
  deadlocks: number;
  /** Rings of the workspace that NATS carried. */
  rings: number;
};

/** Slow, so that a message which a busy machine holds up for 100 ms does not look like one of the next second. */
const perSecond = 8;
const phones = Array.from({ length: 24 }, (_, index) => `346009${String(index).padStart(5, "0")}`);
const receiver = { ROLE: "web,ingest" };
const sender = { ROLE: "delivery" };
const liveClients = 3;
const mostDownAtOnce = 2;

/** Starts everything, kills and restarts, lets all come to rest and compares. Ends all that it started. */
export async function runManyProcesses(options: ManyProcessesOptions): Promise<ManyProcessesReport> {
  const { database, natsUrl } = options;
  const nats: Record<string, string> = natsUrl === null ? {} : { NATS_URL: natsUrl };
  const world = await startProcessWorld({
    database,
    settings: { ...receiver, ...nats },
    cloudApi: { limits: { throughput: null, pair: null } },
  });
  const stalls = watchStalls();
  const bell = natsUrl === null ? null : await hearRings(natsUrl, world.workspaceId);
  let fleet: Fleet | null = null;
  try {
    await prepare(world);
    fleet = await startFleet(world, {
      first: receiver,
      others: [receiver, receiver, sender, sender, sender],
    });
    const report = await run(options, { world, fleet, stalls });
    return { ...report, rings: bell?.count() ?? 0 };
  } finally {
    await bell?.close();
    stalls.stop();
    await fleet?.close();
    await world.close();
  }
}

async function prepare(world: ProcessWorld): Promise<void> {
  await world.openPhones(phones);
  const autoReply = { enabled: true, text: "Ahora mismo", everyHours: 12, quietMinutes: 30 };
  await world.api().put("/settings/auto-reply", autoReply);
  await world.sql(`update channels set config = config || '{"messagesPerSecond": ${perSecond}}'
    where kind = 'whatsapp'`);
}

/** Counts what NATS carries for a workspace; others may use the same server. */
async function hearRings(
  natsUrl: string,
  workspaceId: string,
): Promise<{ count(): number; close(): Promise<void> }> {
  let count = 0;
  const connection = await connect({ servers: natsUrl });
  connection.subscribe("messaging-center.>", {
    callback(_error, message) {
      count += message.string().includes(workspaceId) ? 1 : 0;
    },
  });
  return { count: () => count, close: () => connection.close() };
}

type Parts = { world: ProcessWorld; fleet: Fleet; stalls: StallWatch };

async function run(options: ManyProcessesOptions, parts: Parts): Promise<Omit<ManyProcessesReport, "rings">> {
  const { world, fleet, stalls } = parts;
  const startedAt = performance.now();
  const webhookUrl = world.webhookUrl().replace(world.server().url, fleet.front.url);
  const load = startLoad({
    clients: 6,
    // Every third webhook comes twice at the same moment, mostly to two processes.
    urls: (number) => (number % 3 === 0 ? [webhookUrl, webhookUrl] : [webhookUrl]),
    textOf: (number) => ({
      id: `wamid.MANY${number}`,
      waId: phones[number % phones.length] ?? "",
      text: `Pregunta ${number}`,
    }),
  });
  const headers = { authorization: `Bearer ${world.apiKey}` };
  const api = createApiClient(fleet.front.url, headers);
  const clients = Array.from({ length: liveClients }, () =>
    followLive({ url: fleet.front.url, headers, api }),
  );
  await load.more(2 * phones.length);
  const agents = startAnswering(world, {
    api,
    automatic: phones.length,
    // What the dead had in hand stays with them for a minute.
    ...(options.waitsForLeases ? { mostWaiting: 80 } : {}),
  });
  const { killed, restarted } = await killByChance(options, { fleet, load });
  await load.finish();
  await agents.finish();
  await comeToRest(options, parts);
  const streams = await countStreams(clients, api);
  const calls = world.cloudApi.calls();
  return {
    seed: options.seed,
    doorbell: options.natsUrl === null ? "LISTEN" : "NATS",
    seconds: Math.round((performance.now() - startedAt) / 1_000),
    killed,
    restarted,
    webhooks: await countWebhooks(world, load),
    sends: await countSends(world, agents.accepted),
    busiestSecond: busiestSecond(
      calls.filter(({ path }) => path.includes(hotel.phoneNumberId)).map(({ at }) => Date.parse(at)),
      { perSecond, stalledMs: stalls.longestBetween },
    ),
    streams,
    doubles: await findDoubles(world),
    deadlocks: await countDeadlocks(world),
  };
}

/** Kills (mostly) or restarts one process after the other, each after a little more work than the last. */
async function killByChance(
  { seed, kills, forMs }: ManyProcessesOptions,
  { fleet, load }: { fleet: Fleet; load: Load },
): Promise<{ killed: number; restarted: number }> {
  const random = createRandom(seed);
  const until = performance.now() + forMs;
  const down = new Map<Place, Promise<unknown>>();
  let killed = 0;
  let restarted = 0;
  while (killed < kills || performance.now() < until) {
    await load.more(10 + random.below(30));
    const place = random.pick(fleet.places.filter((one) => !down.has(one)));
    const isKill = random.chance(0.8);
    killed += isKill ? 1 : 0;
    restarted += isKill ? 0 : 1;
    const back = (isKill ? fleet.killAndRestart(place) : fleet.restart(place)).finally(() =>
      down.delete(place),
    );
    down.set(place, back);
    if (down.size >= mostDownAtOnce) {
      await Promise.race(down.values());
    }
  }
  await Promise.all(down.values());
  return { killed, restarted };
}

async function comeToRest({ waitsForLeases }: ManyProcessesOptions, { world, fleet }: Parts): Promise<void> {
  if (waitsForLeases) {
    const isFree = async () =>
      (await world.sql("select from delivery_queue where lease_id is not null")).length === 0;
    await eventually(isFree, { withinMs: 120_000, what: "leases of dead processes have ended" });
  } else {
    // Whoever lives lets go of its own, so that what is still leased belongs to the dead.
    const senders = fleet.places.filter(({ settings }) => settings.ROLE === "delivery");
    await fleet.drain(senders);
    await world.sql(
      "update delivery_queue set leased_until = now() - interval '1 second' where lease_id is not null",
    );
    await fleet.start(senders.slice(0, 1));
  }
  await world.quiet();
}
