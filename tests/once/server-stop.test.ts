import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import { type ProcessWorld, startProcessWorld } from "../support/process-world.ts";
import { openStream } from "../support/read-stream.ts";
import { postgresOf } from "../support/spawn-server.ts";
import { postWebhook, startLoad, webhookOf } from "../support/webhooks.ts";

let world: ProcessWorld;

beforeEach(async () => {
  world = await startProcessWorld();
});

afterEach(async () => {
  await world.close();
});

async function sendTo(threadId: string, text: string): Promise<void> {
  await world.api().post(`/threads/${threadId}/messages`, {
    kind: "text",
    channelId: world.whatsappChannelId,
    clientId: crypto.randomUUID(),
    text,
  });
}

it("asked to end, the server lets calls in hand end, stores what they answer and leaves nothing running", async () => {
  await world.openPhones(["34600900001"]);
  const hello = webhookOf([{ id: "wamid.HELLO", waId: "34600900001", text: "Hola" }]);
  expect(await postWebhook(world.webhookUrl(), hello)).toBe(200);
  const { items } = await world.api().get<{ items: { id: string }[] }>("/threads");
  const stream = await openStream(`${world.server().url}/api/v1/events`, {
    authorization: `Bearer ${world.apiKey}`,
  });
  world.cloudApi.addFault({ kind: "slow-answer", delayMs: 1_500 });
  await sendTo(items[0]?.id ?? "", "En camino");
  await eventually(() => world.cloudApi.calls().length === 1);
  const end = await world.server().stop();
  // Code 1 would mean that something held it until it was ended by force.
  expect(end).toMatchObject({ code: 0, signal: null, stderr: "" });
  expect(postgresOf(world.dataDir)).toBeNull();
  await eventually(async () => (await stream.next()) === null);
  // The stream's reader is sent elsewhere, and resumes after the last event that it saw.
  expect(stream.retryMs()).toBeGreaterThan(0);
  expect(readdirSync(join(world.dataDir, "postgres"))).not.toContain("run");
  await world.start();
  await world.quiet();
  const [message] = await world.sql<{ status: string }>(
    "select status from messages where direction = 'out'",
  );
  expect(message?.status).toBe("delivered");
  expect(world.cloudApi.calls()).toHaveLength(1);
});

it("asked to end under load, the server answers no webhook with 200 that it does not store (F24)", async () => {
  const load = startLoad({
    clients: 8,
    urls: () => [world.webhookUrl()],
    textOf: (number) => ({
      id: `wamid.STOP${number}`,
      waId: `346009${String(number % 20).padStart(5, "0")}`,
      text: String(number),
    }),
  });
  for (let restart = 0; restart < 2; restart += 1) {
    await load.more(60);
    expect(await world.server().stop()).toMatchObject({ code: 0, signal: null });
    await world.start();
  }
  await load.more(60);
  await load.finish();
  const rows = await world.sql<{ id: string }>("select provider_id as id from messages");
  const stored = new Set(rows.map(({ id }) => id));
  expect([...load.acknowledged].filter((id) => !stored.has(id))).toEqual([]);
  expect(rows).toHaveLength(stored.size);
});
