import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { eventually } from "../support/eventually.ts";
import { type ProcessWorld, startProcessWorld } from "../support/process-world.ts";
import { postWebhook, webhookOf } from "../support/webhooks.ts";

const kills = 4;
const phones = Array.from({ length: 12 }, (_, index) => `346009${String(index).padStart(5, "0")}`);

let database: TestDatabase;
let world: ProcessWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await startProcessWorld({ database, cloudApi: { limits: { throughput: null, pair: null } } });
  await world.openPhones(phones);
  const texts = phones.map((waId) => ({ id: `wamid.${waId}`, waId, text: "Hola" }));
  await postWebhook(world.webhookUrl(), webhookOf(texts));
});

afterAll(async () => {
  await world.close();
  await database.drop();
});

/** As if the minute were over for which the dead process had leased messages. */
async function endLeases(): Promise<void> {
  await world.sql("update delivery_queue set leased_until = now() where lease_id is not null");
}

/** What the calls said that reached the provider. */
function calledTexts(): string[] {
  return world.cloudApi.calls().map(({ body }) => (body as { text: { body: string } }).text.body);
}

it(`F6, F8, P3, P4: the whole app is killed ${kills} times while calls are open: statuses settle what was called`, async () => {
  const { items } = await world.api().get<{ items: { id: string }[] }>("/threads?limit=100");
  expect(items).toHaveLength(phones.length);
  world.cloudApi.addFault({ kind: "slow-answer", delayMs: 300, times: null });
  for (let kill = 0; kill < kills; kill += 1) {
    const before = world.cloudApi.calls().length;
    const send = ({ id }: { id: string }) =>
      world.api().post(`/threads/${id}/messages`, {
        kind: "text",
        channelId: world.whatsappChannelId,
        clientId: crypto.randomUUID(),
        text: `${kill} ${id}`,
      });
    await Promise.all(items.map(send));
    // Later in the batch with every round: before the first call, between calls, behind the first answers.
    await eventually(() => world.cloudApi.calls().length >= before + 2 * kill);
    await world.server().kill();
    await endLeases();
    await world.start();
  }
  world.cloudApi.clearFaults();
  await world.quiet();
  const called = calledTexts();
  expect(new Set(called).size).toBe(called.length);
  const messages = await world.sql<{ text: string; status: string }>(
    "select text, status from messages where direction = 'out'",
  );
  expect(messages).toHaveLength(kills * phones.length);
  // The provider's own word settles what it took, though nobody heard its answer; of the rest nothing is known.
  const delivered = messages.filter(({ status }) => status === "delivered").map(({ text }) => text);
  expect(delivered.toSorted()).toEqual(called.toSorted());
  const rest = messages.filter(({ status }) => status !== "delivered").map(({ status }) => status);
  expect(new Set(rest)).toEqual(new Set(rest.length === 0 ? [] : ["unknown"]));
});
