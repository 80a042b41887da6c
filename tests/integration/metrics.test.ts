import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, type Guest, writeMail } from "../support/guest.ts";
import { bodyOf, textOf } from "../support/webhook-bodies.ts";
import { postWebhook } from "../support/webhooks.ts";
import { startWorld, type World } from "../support/world.ts";

let world: World;
let guest: Guest;

beforeAll(async () => {
  world = await startWorld({ startAt: "2026-03-10T18:00:00+01:00" });
  guest = addGuest(world, { name: "María Núñez", waId: "34600900111" });
});

afterAll(() => world.close());

type Sample = { name: string; labels: Record<string, string>; value: number };

async function scrape(): Promise<Sample[]> {
  const answer = await fetch(`${world.url}/metrics`);
  expect(answer.status).toBe(200);
  return (await answer.text())
    .split("\n")
    .filter((line) => line.startsWith("mc_"))
    .map((line) => {
      const [, name = "", inner = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const labels = [...inner.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", text = ""]) => [key, text]);
      return { name, labels: Object.fromEntries(labels), value: Number(value) };
    });
}

async function numberOf(name: string, labels: Record<string, string> = {}): Promise<number> {
  const found = (await scrape()).filter(
    (one) => one.name === name && Object.entries(labels).every(([key, text]) => one.labels[key] === text),
  );
  return found.reduce((sum, { value }) => sum + value, 0);
}

/** What is read from the database is kept for some seconds. */
const expectSoon = (name: string, labels: Record<string, string>, value: number) =>
  eventually(async () => expect(await numberOf(name, labels)).toBe(value), { withinMs: 25_000 });

it("counts what comes in with its age, and what goes out with how it ended and how long it waited", async () => {
  await guest.writes("Hola");
  await writeMail(world, { from: "ana@example.com", subject: "Hola", text: "Hola" });
  expect(await numberOf("mc_inbound_provider_seconds_count", { source: "whatsapp" })).toBeGreaterThanOrEqual(
    1,
  );
  expect(await numberOf("mc_inbound_store_seconds_count", { source: "email" })).toBe(1);
  await guest.answer("Buenas tardes");
  world.cloudApi.addFault({ kind: "refuse", code: 131026 });
  await guest.answer("¿Sigue ahí?");
  await world.settle();
  const moved = (labels: Record<string, string>) =>
    numberOf("mc_messages_moved_total", { channel: "whatsapp", ...labels });
  expect(await moved({ status: "delivered", reason: "none" })).toBe(1);
  expect(await moved({ status: "failed", reason: "not-on-whatsapp" })).toBe(1);
  expect(await numberOf("mc_limit_wait_seconds_count", { limit: "number" })).toBe(2);
});

it("shows what waits: the queue with its age, unknown messages, quarantine, files and channels", async () => {
  const body = bodyOf({
    phoneNumberId: "109999999999999",
    messages: [textOf({ id: "wamid.X", waId: "34600900112", at: world.clock.now(), text: "Hola" })],
  });
  expect(await postWebhook(world.webhookUrl, body)).toBe(200);
  await withWorkspaces(world.server.ctx.db, [world.workspaceId], (db) =>
    db.execute({
      text: `with held as (update channels set state = 'restricted' where id = $2),
          lost as (update messages set status = 'unknown' where status = 'delivered')
        insert into delivery_queue (workspace_id, message_id, channel_id, lane, seq, available_at)
        values ($1, $3, $2, 'lane', 1, now() - interval '90 seconds')`,
      values: [world.workspaceId, world.whatsappChannelId, newId()],
    }),
  );
  await expectSoon("mc_queue_waiting", { channel: "whatsapp" }, 1);
  expect(await numberOf("mc_queue_due_seconds", { channel: "whatsapp" })).toBeGreaterThanOrEqual(90);
  await expectSoon("mc_messages_unknown", { channel: "whatsapp" }, 1);
  await expectSoon("mc_quarantine_waiting", { reason: "unknown-channel" }, 1);
  await expectSoon("mc_channels", { channel: "whatsapp", state: "restricted" }, 1);
  expect(await numberOf("mc_daily_table_bytes", { table: "events" })).toBeGreaterThan(0);
}, 60_000);

it("labels are kinds, reasons and states: no name, number, address or id is among them", async () => {
  const allowed = [
    "channel",
    "source",
    "status",
    "reason",
    "limit",
    "state",
    "table",
    "method",
    "route",
    "le",
  ];
  for (const { labels } of await scrape()) {
    expect(allowed).toEqual(expect.arrayContaining(Object.keys(labels)));
    for (const [key, text] of Object.entries(labels)) {
      expect(text).toMatch(key === "route" ? /^[\w/:*.-]+$/ : /^[\w.+-]{1,30}$/);
      expect(key === "le" ? "" : text).not.toMatch(/\d{5,}|@|[0-9a-f]{8}-/);
    }
  }
});

it("every number stands in the docs, and no other", async () => {
  const docs = await readFile(new URL("../../docs/operating.md", import.meta.url), "utf8");
  const described = new Set([...docs.matchAll(/`(mc_\w+)`/g)].map(([, name]) => name));
  const shown = new Set((await scrape()).map(({ name }) => name.replace(/_(?:bucket|sum|count)$/, "")));
  expect([...shown].filter((name) => !described.has(name))).toEqual([]);
  expect([...described].filter((name) => !shown.has(name ?? ""))).toEqual([]);
});

it("while the database is away the page answers, without what it can't know", async () => {
  await world.database.drop();
  await expectSoon("mc_queues_measured", {}, 0);
  const names = (await scrape()).map(({ name }) => name);
  expect(names).toContain("mc_ingest_waiting");
  expect(names).not.toContain("mc_queue_waiting");
}, 60_000);
