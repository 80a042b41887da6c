import { createRandom } from "../simulation/random.ts";
import { eventually } from "../support/eventually.ts";
import { type Doubles, findDoubles } from "../support/find-doubles.ts";
import { startProcessWorld } from "../support/process-world.ts";
import { postgresOf } from "../support/spawn-server.ts";
import { startLoad } from "../support/webhooks.ts";
import { countDeadlocks, countWebhooks, type WebhookCounts } from "./count-ends.ts";

/** Who dies. */
export type Victim = "app" | "postgres";

/** `lost` and all of `doubles` are 0 when P1 and P2 hold. */
export type KillsUnderLoadReport = {
  victim: Victim;
  seed: number;
  seconds: number;
  killed: number;
  webhooks: WebhookCounts;
  doubles: Doubles;
  deadlocks: number;
};

const messagesOfACustomer = 12;
const phones = Array.from({ length: 200 }, (_, index) => `346009${String(index).padStart(5, "0")}`);

/**
 * One server on its own PostgreSQL, with every write on the disk, under webhooks without a pause of which every third comes
 * twice at once: killed again and again until so many were acknowledged, each time after another number of them.
 */
export async function killUnderLoad(options: {
  victim: Victim;
  seed: number;
  acknowledged: number;
  kills: number;
}): Promise<KillsUnderLoadReport> {
  const { victim, seed } = options;
  const random = createRandom(seed);
  const world = await startProcessWorld({ cloudApi: { limits: { throughput: null, pair: null } } });
  const killOnce = {
    async app() {
      await world.server().kill();
      await world.start();
    },
    async postgres() {
      const pid = postgresOf(world.dataDir);
      process.kill(pid ?? 0, "SIGKILL");
      await eventually(() => ![null, pid].includes(postgresOf(world.dataDir)), { withinMs: 60_000 });
    },
  }[victim];
  try {
    await world.openPhones(phones);
    await world
      .api()
      .put("/settings/auto-reply", { enabled: true, text: "Ahora mismo", everyHours: 12, quietMinutes: 30 });
    const startedAt = performance.now();
    const load = startLoad({
      clients: 32,
      urls: (number) => Array.from({ length: number % 3 === 0 ? 2 : 1 }, () => world.webhookUrl()),
      textOf: (number) => ({
        id: `wamid.SOAK${number}`,
        waId: phones[Math.floor(number / messagesOfACustomer) % phones.length] ?? "",
        text: `Pregunta ${number}`,
      }),
    });
    const perKill = options.acknowledged / options.kills;
    for (let kill = 0; kill < options.kills; kill += 1) {
      await load.more(Math.ceil(perKill * (0.5 + random.next())), 600_000);
      await killOnce();
    }
    await load.more(Math.max(60, options.acknowledged - load.acknowledged.size), 600_000);
    await load.finish();
    await world.endLeasesOfTheDead();
    await world.quiet(180_000);
    return {
      victim,
      seed,
      seconds: Math.round((performance.now() - startedAt) / 1_000),
      killed: options.kills,
      webhooks: await countWebhooks(world, load),
      doubles: await findDoubles(world),
      deadlocks: await countDeadlocks(world),
    };
  } finally {
    await world.close();
  }
}
