import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Operations, QuarantinedBody } from "#contract/operations.ts";
import type { ThreadItem } from "#contract/threads.ts";
import { dayMs, hourMs } from "#domain/time.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { addGuest, type Guest, writeMail } from "../support/guest.ts";
import { withAdmin } from "../support/test-server.ts";
import { bodyOf, contactOf, textOf } from "../support/webhook-bodies.ts";
import { postWebhook } from "../support/webhooks.ts";
import { startWorld, type World } from "../support/world.ts";

let world: World;
let guest: Guest;
let count = 0;

beforeAll(async () => {
  world = await startWorld({ clockStandsStill: true, startAt: "2026-03-10T23:30:00+01:00" });
  guest = addGuest(world, { name: "María", waId: "34600900131" });
});

afterAll(() => world.close());

beforeEach(() => query("update quarantine set replayed_at = now()"));

const asOwner = (text: string) => withAdmin(world.database.ownerUrl, (owner) => owner.query(text));
const poison = () => asOwner("alter table messages add constraint poison check (text !~ 'veneno') not valid");
const heal = () => asOwner("alter table messages drop constraint poison");

function query<Row extends Record<string, unknown>>(text: string): Promise<Row[]> {
  return withWorkspaces(world.server.ctx.db, [world.workspaceId], (db) => db.query<Row>({ text }));
}

const list = (path = "/quarantine") =>
  world.api.get<{ items: QuarantinedBody[]; nextCursor: string | null }>(path);
const replay = (id: string) => world.api.post<{ result: string }>(`/quarantine/${id}/replay`, {});
const replayAll = () => world.api.post("/quarantine/replay", {});
const operations = () => world.api.get<Operations>("/operations");

const filed = (text: string) =>
  query<{ at: string; status: string }>(
    `select received_at::text as at from messages where text = '${text}'`,
  );

/** A customer's text that no rule takes while the database is poisoned. */
async function writePoison(): Promise<{ text: string; body: Buffer }> {
  count += 1;
  const text = `veneno ${count}`;
  const waId = `3460090014${count}`;
  const message = textOf({ id: `wamid.Q${count}`, waId, at: world.clock.now(), text });
  const body = bodyOf({ contacts: [contactOf(waId, "Vera")], messages: [message] });
  expect(await postWebhook(world.webhookUrl, body)).toBe(200);
  return { text, body };
}

it("P7 a body that could not be filed is listed with reason, time, kind and size, and its raw bytes are there as they came", async () => {
  await poison();
  const { body } = await writePoison();
  await heal();
  const { items } = await list();
  expect(items).toEqual([
    {
      id: items[0]?.id,
      source: "whatsapp",
      reason: "refused-by-rules",
      detail: expect.stringContaining("poison"),
      size: body.length,
      receivedAt: new Date(world.clock.now()).toISOString(),
    },
  ]);
  const answer = await fetch(`${world.url}/api/v1/quarantine/${items[0]?.id}/body`, {
    headers: { authorization: `Bearer ${world.apiKey}` },
  });
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(body);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "application/octet-stream",
    "content-disposition": `attachment; filename="${items[0]?.id}.json"`,
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
});

it("P7 it is filed when it is tried again, once, however often and by how many at once, with the time at which it came", async () => {
  await poison();
  const { text } = await writePoison();
  const { items } = await list();
  const id = items[0]?.id ?? "";
  expect(await replay(id)).toEqual({ result: "refused" });
  expect((await list()).items.map((item) => item.id)).toEqual([id]);
  await heal();
  const receivedAt = world.clock.now();
  world.clock.advance(hourMs);
  expect(await Promise.all([replay(id), replay(id), replay(id)])).toEqual(
    Array.from({ length: 3 }, () => ({ result: "replayed" })),
  );
  expect(await replay(id)).toEqual({ result: "replayed" });
  expect((await filed(text)).map(({ at }) => Date.parse(at))).toEqual([receivedAt]);
  const { items: threads } = await world.api.get<{ items: ThreadItem[] }>("/threads");
  expect(threads.filter(({ lastMessage }) => lastMessage?.text === text).map(({ unread }) => unread)).toEqual(
    [1],
  );
  expect((await list()).items).toEqual([]);
});

it("P7 mail is tried again on its own road", async () => {
  await poison();
  await writeMail(world, { from: "ana@example.com", subject: "Hola", text: "veneno por correo" });
  await heal();
  const { items } = await list();
  expect(items.map(({ source }) => source)).toEqual(["email"]);
  expect(await replay(items[0]?.id ?? "")).toEqual({ result: "replayed" });
  expect(await query("select subject from messages where kind = 'email'")).toEqual([{ subject: "Hola" }]);
});

it("all are tried again at once: what can't be filed stays, and the answer counts both", async () => {
  await poison();
  await writePoison();
  await writePoison();
  await heal();
  await postWebhook(world.webhookUrl, Buffer.from("{no json"));
  expect(await replayAll()).toEqual({ replayed: 2, refused: 1, left: 1 });
  expect((await list()).items.map(({ reason }) => reason)).toEqual(["unreadable"]);
  expect(await replayAll()).toEqual({ replayed: 0, refused: 1, left: 1 });
  expect((await operations()).quarantined).toBe(1);
});

it("pages go on where the last one ended", async () => {
  for (let index = 0; index < 5; index += 1) {
    await postWebhook(world.webhookUrl, Buffer.from(`{no json ${index}`));
  }
  const all = (await list()).items.map(({ id }) => id);
  expect(all).toHaveLength(5);
  const seen: string[] = [];
  for (let path: string | null = "/quarantine?limit=2"; path !== null; ) {
    const page: Awaited<ReturnType<typeof list>> = await list(path);
    seen.push(...page.items.map(({ id }) => id));
    path = page.nextCursor === null ? null : `/quarantine?limit=2&cursor=${page.nextCursor}`;
  }
  expect(seen).toEqual(all);
});

it("operations count what came and went since midnight in the business's time zone, what waits, and failures of a day and a week", async () => {
  await guest.writes("Antes de medianoche");
  const channelOf = async () =>
    (await operations()).channels.find(({ channelId }) => channelId === world.whatsappChannelId);
  const before = await channelOf();
  expect(before?.receivedToday).toBeGreaterThan(0);
  world.at("12 00:00:00");
  await guest.writes("Medianoche");
  await guest.answer("Buenas noches");
  expect(await channelOf()).toEqual({
    channelId: world.whatsappChannelId,
    receivedToday: 1,
    sentToday: 1,
    waiting: 0,
  });
  world.cloudApi.addFault({ kind: "refuse", code: 131026 });
  await guest.answer("¿Sigue ahí?");
  await world.settle();
  const failure = { channel: "whatsapp", reason: "not-on-whatsapp" };
  expect((await operations()).failures).toEqual([{ ...failure, day: 1, week: 1 }]);
  world.clock.advance(dayMs + 1);
  expect((await operations()).failures).toEqual([{ ...failure, day: 0, week: 1 }]);
  world.clock.advance(6 * dayMs);
  expect((await operations()).failures).toEqual([]);
});

it("operations show the queue with its age", async () => {
  expect((await operations()).queue).toEqual({ waiting: 0, inFlight: 0, unknown: 0, dueSince: null });
  await query("update channels set state = 'restricted' where kind = 'whatsapp'");
  await guest.writes("Hola");
  await guest.answer("Espera");
  const { queue, channels } = await operations();
  expect(queue).toMatchObject({ waiting: 1, inFlight: 0 });
  expect(Date.parse(queue.dueSince ?? "")).toBeLessThanOrEqual(world.clock.now());
  expect(channels.map(({ waiting }) => waiting)).toEqual([1]);
});
