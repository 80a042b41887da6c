import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import { findDoubles, noDoubles } from "../support/find-doubles.ts";
import { type ProcessWorld, startProcessWorld } from "../support/process-world.ts";
import { postgresOf } from "../support/spawn-server.ts";
import { type Load, startLoad } from "../support/webhooks.ts";

const kills = 3;
const messagesOfACustomer = 12;
const phones = Array.from({ length: 120 }, (_, index) => `346009${String(index).padStart(5, "0")}`);

let world: ProcessWorld;

beforeEach(async () => {
  world = await startProcessWorld({ cloudApi: { limits: { throughput: null, pair: null } } });
  await world.openPhones(phones);
  await world
    .api()
    .put("/settings/auto-reply", { enabled: true, text: "Ahora mismo", everyHours: 12, quietMinutes: 30 });
});

afterEach(async () => {
  await world.close();
});

/** Customers write again and again; every third webhook comes twice at the same moment. */
function underLoad(): Load {
  return startLoad({
    clients: 8,
    urls: (number) => Array.from({ length: number % 3 === 0 ? 2 : 1 }, () => world.webhookUrl()),
    textOf: (number) => ({
      id: `wamid.CRASH${number}`,
      waId: phones[Math.floor(number / messagesOfACustomer) % phones.length] ?? "",
      text: `Pregunta ${number}`,
    }),
  });
}

/** Acknowledged webhooks whose message is not there. */
async function findLost(acknowledged: ReadonlySet<string>): Promise<string[]> {
  const rows = await world.sql<{ id: string }>(
    `select provider_id as id from messages where direction = 'in'`,
  );
  const stored = new Set(rows.map(({ id }) => id));
  return [...acknowledged].filter((id) => !stored.has(id));
}

async function expectAllOnce(load: Load): Promise<void> {
  expect(load.acknowledged.size, "webhooks that were acknowledged").toBeGreaterThan(100);
  expect(await findLost(load.acknowledged)).toEqual([]);
  expect(await findDoubles(world)).toEqual(noDoubles);
}

describe("a power cut under load", { timeout: 180_000 }, () => {
  it(`P1, P2, G14: the app is killed ${kills} times: what was acknowledged is stored, nothing twice`, async () => {
    const load = underLoad();
    for (let kill = 0; kill < kills; kill += 1) {
      await load.more(60 + 17 * kill);
      await world.server().kill();
      const acknowledged = new Set(load.acknowledged);
      await world.start();
      expect(await findLost(acknowledged)).toEqual([]);
    }
    await load.more(60);
    await load.finish();
    await world.endLeasesOfTheDead();
    await world.quiet();
    await expectAllOnce(load);
    // The app's death is heard as a broken connection, never as a wrong answer.
    expect([...load.answers.keys()].toSorted()).toEqual(["200", "none"]);
  });

  it("F9: PostgreSQL is killed: 503 until it serves again by itself, and nothing is lost or doubled", async () => {
    const load = underLoad();
    for (let kill = 0; kill < kills; kill += 1) {
      await load.more(60 + 17 * kill);
      const pid = postgresOf(world.dataDir);
      process.kill(pid ?? 0, "SIGKILL");
      await eventually(() => ![null, pid].includes(postgresOf(world.dataDir)));
    }
    await load.more(60);
    await load.finish();
    await world.quiet();
    await expectAllOnce(load);
    expect([...load.answers.keys()].toSorted()).toEqual(["200", "503"]);
  });
});
