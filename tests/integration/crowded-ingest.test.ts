import fastify from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectDatabase, type Database, withWorkspaces } from "#server/db/connect.ts";
import { handleErrors } from "#server/error-handler.ts";
import { BusyError } from "#server/errors.ts";
import { newId } from "#server/ids.ts";
import { createIngest, type Ingest } from "#server/ingest/ingest.ts";
import { limitBodies } from "#server/ingest/limit-bodies.ts";
import { readBody } from "#server/ingest/read-body.ts";
import { registerWebhooks } from "#server/ingest/webhook.routes.ts";
import { eventually } from "../support/eventually.ts";
import { silentLog } from "../support/silent-log.ts";
import { bodyOf, contactOf, textOf } from "../support/webhook-bodies.ts";
import { march, startWorld, type World } from "../support/world.ts";

/** What may wait of one workspace. */
const mostOfOne = 1_000;

let world: World;
let ingestDb: Database;

beforeAll(async () => {
  world = await startWorld({ clockStandsStill: true, startAt: march("01 09:00:00") });
  ingestDb = connectDatabase({ url: world.database.appUrl, log: silentLog, connections: 1 });
});
afterAll(async () => {
  await ingestDb.close();
  await world.close();
});

async function submissionOf(index: number) {
  const { ctx } = world.server;
  const { workspaceId } = world;
  const adapter = ctx.adapters.get("whatsapp");
  if (adapter === undefined) {
    throw new Error("WhatsApp is not wired");
  }
  const waId = `34600900${100 + (index % 50)}`;
  const message = textOf({ id: `wamid.C${index}`, waId, at: world.clock.now(), text: "¿Hay parking?" });
  const body = bodyOf({ contacts: [contactOf(waId, "Lucía")], messages: [message] });
  const accounts = await ctx.accounts.list(workspaceId);
  const origin = { workspaceId, journalId: newId(), receivedAt: ctx.now(), accounts, channelRef: null };
  const reading = await readBody(adapter, body, origin);
  return { ...origin, source: "whatsapp", channelId: null, body, cursor: null, reading, replayOf: null };
}

it("P1 a workspace that floods is refused while its room is full; others are not, and what waits is stored", async () => {
  const ingest = createIngest(world.server.ctx, { db: ingestDb, onTemplatesChanged: () => undefined });
  const submissions = await Promise.all(Array.from({ length: mostOfOne }, (_, index) => submissionOf(index)));
  const { workspaceId } = world;
  const { db } = world.server.ctx;
  const stored = await withWorkspaces(db, [workspaceId], async (db) => {
    expect(await db.execute({ text: "select 1 from workspace_counters for update" })).toBe(1);
    const waiting = submissions.map((submission) => ingest.store(submission));
    expect(ingest.refusal(workspaceId)).toBeInstanceOf(BusyError);
    expect(ingest.refusal(newId())).toBeNull();
    await expect(ingest.store(await submissionOf(mostOfOne))).rejects.toBeInstanceOf(BusyError);
    return { waiting };
  });
  await Promise.all(stored.waiting);
  expect(ingest.refusal(workspaceId)).toBeNull();
  const rows = await withWorkspaces(db, [workspaceId], (db) =>
    db.query({ text: "select count(*)::int as count from messages where direction = 'in'" }),
  );
  expect(rows).toEqual([{ count: mostOfOne }]);
});

it("a webhook that finds no room is answered 503 before its body is looked at", async () => {
  const full: Ingest = {
    store: () => Promise.reject(new Error("Nobody may come so far")),
    refusal: () => new BusyError(),
    refuse: () => new BusyError(),
    pending: () => 0,
    settled: async () => undefined,
  };
  const app = fastify();
  handleErrors(app);
  await registerWebhooks(app, { ctx: world.server.ctx, ingest: full });
  try {
    const url = `/webhooks/whatsapp/${world.workspaceKey}`;
    const headers = { "content-type": "application/json", "x-hub-signature-256": "sha256=00" };
    const answer = await app.inject({ method: "POST", url, headers, payload: "{" });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([503, "UNAVAILABLE"]);
  } finally {
    await app.close();
  }
});

it("bodies past what may be on the way at once are refused unread, and room comes back", async () => {
  let refused = 0;
  const refuse = () => {
    refused += 1;
    return new BusyError();
  };
  const app = fastify();
  handleErrors(app);
  limitBodies(app, { largest: 10, most: 10, refuse });
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  app.post("/", () => {
    begin();
    return held.then(() => "ok");
  });
  try {
    const post = async () => await app.inject({ method: "POST", url: "/", payload: { number: 1 } });
    const first = post();
    await begun;
    expect((await post()).statusCode).toBe(503);
    expect(refused).toBe(1);
    letGo();
    expect((await first).statusCode).toBe(200);
    expect((await post()).statusCode).toBe(200);
  } finally {
    await app.close();
  }
});

it("refusals are counted", async () => {
  const text = async () => (await fetch(`${world.url}/metrics`)).text();
  await eventually(async () => /^mc_inbound_refused_total [1-9]/m.test(await text()));
});
