import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type DeliveryWorld, type Person, startDeliveryWorld } from "../support/delivery-world.ts";
import { eventually } from "../support/eventually.ts";
import type { DeliveryOrder } from "../support/programs/run-delivery.ts";

const program = join(import.meta.dirname, "..", "support", "programs", "run-delivery.ts");
const rounds = 10;
const processesAtOnce = 3;

let world: DeliveryWorld;
let children: ChildProcess[] = [];

beforeAll(async () => {
  world = await startDeliveryWorld({ limits: { throughput: null, pair: null } });
});

afterAll(async () => {
  await killAll();
  await world.close();
});

async function killAll(): Promise<void> {
  const dying = children.filter((child) => child.exitCode === null && child.signalCode === null);
  children = [];
  for (const child of dying) {
    child.kill("SIGKILL");
  }
  await Promise.all(dying.map((child) => once(child, "exit")));
}

function startProcess(): void {
  const order: DeliveryOrder = {
    appUrl: world.appUrl,
    graphUrl: world.api.url,
    accounts: [...world.accounts],
  };
  children.push(spawn(process.execPath, [program, JSON.stringify(order)], { stdio: "ignore" }));
}

/** As if the minute of the leases were over. */
async function endLeases(): Promise<void> {
  await world.sql(
    "update delivery_queue set leased_until = now() - interval '1 second' where lease_id is not null",
  );
}

it("F6, P3, P4: 30 processes killed around the provider call: at most one call a message, and all settle", async () => {
  const people: Person[] = [];
  for (let index = 0; index < 12; index += 1) {
    people.push(await world.customerWrites(`3460090${String(index).padStart(4, "0")}`));
  }
  world.api.addFault({ kind: "slow-answer", delayMs: 40, times: null });
  let submitted = 0;
  for (let round = 0; round < rounds; round += 1) {
    const before = world.api.calls().length;
    const from = submitted;
    await world.submitMany(people, (index) => String(from + index));
    submitted += people.length;
    for (let index = 0; index < processesAtOnce; index += 1) {
      startProcess();
    }
    // Killed in the midst of it, each time a little later.
    await eventually(() => world.api.calls().length > before + (round % 4), { withinMs: 60_000 });
    await killAll();
    await endLeases();
  }
  world.api.clearFaults();
  const last = world.startDelivery();
  await last.settled();
  const texts = world.api.calls().map(({ body }) => {
    const { text } = body as { text: { body: string } };
    return text.body;
  });
  expect(new Set(texts).size).toBe(texts.length);
  const ends = await world.sql<{ status: string; count: number }>(
    "select status, count(*)::integer as count from messages where direction = 'out' group by status order by status",
  );
  expect(ends.map(({ status }) => status)).toEqual(["sent", "unknown"]);
  expect(ends.reduce((sum, { count }) => sum + count, 0)).toBe(submitted);
  expect(await world.sql("select 1 from delivery_queue")).toEqual([]);
  // Whatever was not called is unknown; whatever was sent was called.
  expect(texts.length).toBeGreaterThanOrEqual(ends[0]?.count ?? 0);
}, 300_000);
