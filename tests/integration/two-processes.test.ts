import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiClient } from "../../scripts/demo/api-client.ts";
import { countDeadlocks } from "../soak/count-ends.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { eventually } from "../support/eventually.ts";
import { findDoubles, noDoubles } from "../support/find-doubles.ts";
import { type ProcessWorld, startProcessWorld } from "../support/process-world.ts";
import type { SpawnedServer } from "../support/spawn-server.ts";
import { startLoad } from "../support/webhooks.ts";

const phones = Array.from({ length: 24 }, (_, index) => `346009${String(index).padStart(5, "0")}`);

let database: TestDatabase;
let world: ProcessWorld;
/** Both take webhooks and agents' requests; two more send. */
let fronts: SpawnedServer[];

beforeAll(async () => {
  database = await createTestDatabase();
  world = await startProcessWorld({
    database,
    settings: { ROLE: "web,ingest" },
    cloudApi: { limits: { throughput: null, pair: null } },
  });
  const others = ["web,ingest", "delivery", "delivery"].map((ROLE) => world.startBeside({ ROLE }));
  const [second] = await Promise.all(others);
  fronts = [world.server(), ...(second === undefined ? [] : [second])];
  await world.openPhones(phones);
  await world
    .api()
    .put("/settings/auto-reply", { enabled: true, text: "Ahora mismo", everyHours: 12, quietMinutes: 30 });
});

afterAll(async () => {
  await world.close();
  await database.drop();
});

const bearer = () => ({ authorization: `Bearer ${world.apiKey}` });
const pathOf = (front: SpawnedServer) => world.webhookUrl().replace(world.server().url, front.url);

async function threadIds(): Promise<string[]> {
  const rows = await world.sql<{ id: string }>("select id from threads order by id");
  return rows.map(({ id }) => id);
}

/** An agent sends a text through every process at the same moment; answers the statuses. */
async function sendThroughAll(threadId: string, text: string): Promise<number[]> {
  const body = { kind: "text", channelId: world.whatsappChannelId, clientId: crypto.randomUUID(), text };
  const answers = fronts.map(({ url }) =>
    createApiClient(url, bearer()).call("POST", `/threads/${threadId}/messages`, body),
  );
  return (await Promise.all(answers)).map(({ status }) => status);
}

describe("two processes that take in and two that send, on one database", () => {
  it("F1, F27, R13: the same webhooks and the same sends to both at once happen once, without a deadlock", async () => {
    const load = startLoad({
      clients: 8,
      urls: () => fronts.map(pathOf),
      textOf: (number) => ({
        id: `wamid.BOTH${number}`,
        waId: phones[number % phones.length] ?? "",
        text: `Pregunta ${number}`,
      }),
    });
    await eventually(async () => (await threadIds()).length === phones.length);
    const threads = await threadIds();
    for (let round = 0; round < 4; round += 1) {
      const sends = threads.map((threadId) => sendThroughAll(threadId, `Respuesta ${round} a ${threadId}`));
      const statuses = (await Promise.all(sends)).map((both) => both.toSorted().join());
      expect(new Set(statuses)).toEqual(new Set(["200,202"]));
    }
    await load.more(150);
    await load.finish();
    await world.quiet();
    // A webhook may be asked to come again while agents hold the workspace's turn; none is left without an answer.
    expect([...load.answers.keys()].filter((answer) => !["200", "503"].includes(answer))).toEqual([]);
    const [stored] = await world.sql<{ count: string }>(
      "select count(*) as count from messages where direction = 'in'",
    );
    expect(Number(stored?.count)).toBe(load.acknowledged.size);
    const ends = await world.sql<{ status: string; count: number }>(
      "select status, count(*)::integer as count from messages where direction = 'out' group by status",
    );
    expect(ends).toEqual([{ status: "delivered", count: 4 * threads.length + phones.length }]);
    expect(world.cloudApi.calls()).toHaveLength(4 * threads.length + phones.length);
    expect(await findDoubles(world)).toEqual(noDoubles);
    expect(await countDeadlocks(world)).toBe(0);
  });

  it("F27: ten clicks at once, on different processes, are one message and one call", async () => {
    const [threadId = ""] = await threadIds();
    const before = world.cloudApi.calls().length;
    const body = {
      kind: "text",
      channelId: world.whatsappChannelId,
      clientId: crypto.randomUUID(),
      text: "Diez veces",
    };
    const clicks = Array.from({ length: 10 }, (_, index) =>
      createApiClient(fronts[index % 2]?.url ?? "", bearer()).call(
        "POST",
        `/threads/${threadId}/messages`,
        body,
      ),
    );
    const answers = await Promise.all(clicks);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(9).fill(200), 202]);
    const ids = answers.map((answer) => (answer.body as { id: string }).id);
    expect(new Set(ids).size).toBe(1);
    await world.quiet();
    expect(world.cloudApi.calls().length - before).toBe(1);
  });

  it("F27: of two agents who change a thread at once, in different processes, the second sees what it is now", async () => {
    const [threadId = ""] = await threadIds();
    const [first, second] = fronts.map(({ url }) => createApiClient(url, bearer()));
    const before = await first?.get<{ version: number }>(`/threads/${threadId}`);
    const version = before?.version;
    const answers = await Promise.all([
      first?.call("PATCH", `/threads/${threadId}`, { version, status: "resolved" }),
      second?.call("PATCH", `/threads/${threadId}`, { version, status: "resolved" }),
    ]);
    expect(answers.map((answer) => answer?.status).toSorted()).toEqual([200, 409]);
    const refused = answers.find((answer) => answer?.status === 409);
    expect(refused?.body).toMatchObject({
      code: "STALE_VERSION",
      details: { version: Number(version) + 1, status: "resolved", assigneeId: null },
    });
  });
});
