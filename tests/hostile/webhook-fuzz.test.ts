import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withWorkspaces } from "#server/db/connect.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { type Json, messagesIn, numbersIn, webhookBodies } from "../support/mutated-webhooks.ts";
import { bodyOf, textOf } from "../support/webhook-bodies.ts";
import { postWebhook } from "../support/webhooks.ts";
import { march, startWorld, type World } from "../support/world.ts";

const cases = 200;
const atOnce = 20;
const seed = 20_261_002;
let world: World;

beforeAll(async () => {
  world = await startWorld({
    clockStandsStill: true,
    startAt: march("01 09:00:00"),
    env: { ROLE: "web,ingest" },
  });
  world.clock.set(Date.parse(march("10 18:03:00")));
});
afterAll(() => world.close());

const rows = <Row extends object>(text: string) =>
  withWorkspaces(world.server.ctx.db, [world.workspaceId], (db) =>
    db.query<Row & Record<string, unknown>>({ text }),
  );
const count = async (table: string) =>
  (await rows<{ n: number }>(`select count(*)::integer as n from ${table}`))[0]?.n ?? 0;

it(`${cases} webhooks, valid and not, over HTTP: each gets 200 and is kept, and no phone is invented`, async () => {
  const bodies = fc.sample(webhookBodies, { numRuns: cases, seed });
  const answers: (number | null)[] = [];
  for (let start = 0; start < cases; start += atOnce) {
    const some = bodies.slice(start, start + atOnce).map(toldOf);
    answers.push(...(await Promise.all(some.map((body) => postWebhook(world.webhookUrl, body)))));
  }
  expect(answers.filter((status) => status !== 200)).toEqual([]);
  expect(await count("webhook_journal")).toBe(cases);
  // Duplicates are one message; what could not be filed is in quarantine.
  expect((await count("messages")) + (await count("quarantine"))).toBeGreaterThan(cases / 4);
  expect(bodies.some((body) => messagesIn(body) > 1)).toBe(true);
  const numbers = new Set(bodies.flatMap((body) => [...numbersIn(body)]));
  const phones = await rows<{ value: string }>(
    "select value from addresses where kind in ('wa_id', 'phone')",
  );
  expect(phones.length).toBeGreaterThan(0);
  expect(phones.filter(({ value }) => !numbers.has(value.replace("+", "")))).toEqual([]);
  expect((await rows("select reason from quarantine where reason = 'refused-by-rules'")).length).toBe(0);
});

it("the next good one is served", async () => {
  const message = textOf({ id: "wamid.GOOD", waId: "34600900901", at: world.clock.now(), text: "Hola" });
  expect(await postWebhook(world.webhookUrl, bodyOf({ messages: [message] }))).toBe(200);
  expect(await rows("select text from messages where provider_id = 'wamid.GOOD'")).toEqual([
    { text: "Hola" },
  ]);
});

/** The body as it is told of the hotel's number. */
function toldOf(body: Json): Buffer {
  return Buffer.from(JSON.stringify(body).replaceAll("106540352242922", hotel.phoneNumberId));
}
