import { createHmac } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ThreadItem } from "#contract/threads.ts";
import { connectDatabase, type Database, withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { createIngest } from "#server/ingest/ingest.ts";
import { readBody } from "#server/ingest/read-body.ts";
import { workspaceKeyOf } from "#server/workspace-key.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { silentLog } from "../support/silent-log.ts";
import { bodyOf, contactOf, textOf } from "../support/webhook-bodies.ts";
import { postWebhook, signatureOf } from "../support/webhooks.ts";
import { march, startWorld, type World } from "../support/world.ts";

let world: World;
let count = 0;

beforeAll(async () => {
  world = await startWorld({ clockStandsStill: true, startAt: march("01 09:00:00") });
  world.at("10 18:02:00");
});
afterAll(() => world.close());

/** A text of somebody new. */
function newText(text = "¿Hay parking?") {
  count += 1;
  const name = `Cliente ${count}`;
  const waId = `34600900${400 + count}`;
  const message = textOf({ id: `wamid.R${count}`, waId, at: world.clock.now(), text });
  return { name, body: bodyOf({ contacts: [contactOf(waId, name)], messages: [message] }) };
}
const names = async () => {
  const { items } = await world.api.get<{ items: ThreadItem[] }>("/threads?limit=100");
  return items.map(({ customer }) => customer.name);
};
/** Those who have no thread. */
async function missing(texts: readonly { name: string }[]): Promise<string[]> {
  const page = await withWorkspaces(world.server.ctx.db, [world.workspaceId], (db) =>
    db.query<{ name: string }>({ text: "select name from customers" }),
  );
  const stored = new Set(page.map(({ name }) => name));
  return texts.flatMap(({ name }) => (stored.has(name) ? [] : [name]));
}
type Kept = { reason: string; body: Buffer };
const quarantine = () =>
  withWorkspaces(world.server.ctx.db, [world.workspaceId], (db) =>
    db.query<Kept>({ text: "select reason, body from quarantine order by id" }),
  );
const journal = () =>
  withWorkspaces(world.server.ctx.db, [world.workspaceId], async (db) => {
    const rows = await db.query<{ body: Buffer }>({ text: "select body from webhook_journal" });
    return rows.map(({ body }) => body);
  });

describe("who may hand over webhooks", () => {
  const digest = (body: Buffer, secret: string = hotel.appSecret, algorithm = "sha256") =>
    createHmac(algorithm, secret).update(body).digest("hex");
  const forms: [string, (body: Buffer) => Record<string, string>][] = [
    ["no header", () => ({})],
    ["an empty header", () => ({ "x-hub-signature-256": "" })],
    ["a foreign secret", (body) => ({ "x-hub-signature-256": `sha256=${digest(body, "foreign")}` })],
    ["the empty secret", (body) => ({ "x-hub-signature-256": `sha256=${digest(body, "")}` })],
    ["other bytes", () => ({ "x-hub-signature-256": signatureOf(Buffer.from("{}")) })],
    ["no prefix", (body) => ({ "x-hub-signature-256": digest(body) })],
    [
      "the legacy header alone",
      (body) => ({ "x-hub-signature": `sha1=${digest(body, hotel.appSecret, "sha1")}` }),
    ],
    [
      "the legacy algorithm",
      (body) => ({ "x-hub-signature-256": `sha1=${digest(body, hotel.appSecret, "sha1")}` }),
    ],
    ["half a digest", (body) => ({ "x-hub-signature-256": signatureOf(body).slice(0, 39) })],
    ["a digest and more", (body) => ({ "x-hub-signature-256": `${signatureOf(body)}00` })],
    [
      "two in one header",
      (body) => ({ "x-hub-signature-256": `${signatureOf(body)}, ${signatureOf(body)}` }),
    ],
  ];

  it.each(forms)("F31 S1 %s: 401, and nothing is stored", async (_, headersOf) => {
    const { name, body } = newText();
    const before = (await journal()).length;
    const response = await fetch(world.webhookUrl, {
      method: "POST",
      headers: { "content-type": "application/json", ...headersOf(body) },
      body: new Uint8Array(body),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "SIGNATURE_INVALID" });
    expect(await names()).not.toContain(name);
    expect(await journal()).toHaveLength(before);
  });

  it("F31 garbage without a signature: 401 before anybody reads it", async () => {
    expect(await postWebhook(world.webhookUrl, Buffer.from('{"object":'), { signature: "sha256=00" })).toBe(
      401,
    );
  });

  it.each(["unknown", workspaceKeyOf(newId()), "%00", "..%2f..%2fapi"])(
    "F31 the key %s is nobody's: 404, however well it is signed",
    async (key) => {
      const { body } = newText();
      expect(await postWebhook(`${world.url}/webhooks/whatsapp/${key}`, body)).toBe(404);
    },
  );

  it("F31 a kind of channel that nobody calls: 404", async () => {
    const { body } = newText();
    for (const kind of ["email", "sms"]) {
      expect(await postWebhook(`${world.url}/webhooks/${kind}/${world.workspaceKey}`, body)).toBe(404);
    }
  });

  it("more than 4 MiB: 413; just below: taken", async () => {
    const { name, body } = newText();
    const padded = (bytes: number) => Buffer.concat([body, Buffer.alloc(bytes - body.length, " ")]);
    expect(await postWebhook(world.webhookUrl, padded(4 * 1024 * 1024 + 1))).toBe(413);
    expect(await names()).not.toContain(name);
    expect(await postWebhook(world.webhookUrl, padded(4 * 1024 * 1024))).toBe(200);
    expect(await names()).toContain(name);
  });

  const handshake = (query: string) => fetch(`${world.webhookUrl}${query}`);

  it("the handshake answers the challenge as it is", async () => {
    const token = encodeURIComponent(hotel.verifyToken);
    const response = await handshake(
      `?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`,
    );
    expect([response.status, await response.text()]).toEqual([200, "1158201444"]);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(await world.cloudApi.verifyWebhook()).toEqual({ isVerified: true, status: 200 });
  });

  it.each([
    ["another token", "?hub.mode=subscribe&hub.verify_token=other&hub.challenge=1"],
    ["an empty token", "?hub.mode=subscribe&hub.verify_token=&hub.challenge=1"],
    ["another mode", `?hub.mode=unsubscribe&hub.verify_token=${hotel.verifyToken}&hub.challenge=1`],
    ["no challenge", `?hub.mode=subscribe&hub.verify_token=${hotel.verifyToken}`],
    [
      "two tokens",
      `?hub.mode=subscribe&hub.verify_token=${hotel.verifyToken}&hub.verify_token=x&hub.challenge=1`,
    ],
    ["a token as an object", `?hub.mode=subscribe&hub.verify_token[a]=${hotel.verifyToken}&hub.challenge=1`],
    ["nothing at all", ""],
  ])("the handshake with %s: 403", async (_, query) => {
    expect((await handshake(query)).status).toBe(403);
  });
});

describe("what is signed and can't be filed", () => {
  it.each([
    ["cut JSON", Buffer.from('{"object":"whatsapp_business_account","entry":[')],
    ["nothing", Buffer.alloc(0)],
    ["a list", Buffer.from("[]")],
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00, 0x80])],
    ["deep nesting", Buffer.from(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)],
  ])("F26 %s: 200, and the bytes wait in quarantine", async (_, body) => {
    expect(await postWebhook(world.webhookUrl, body)).toBe(200);
    const kept = (await quarantine()).at(-1);
    expect(kept?.reason).toBe("unreadable");
    expect(kept?.body.equals(body)).toBe(true);
  });

  it("F30 a webhook for a number that is not connected: stored, 200, and kept to be filed later", async () => {
    const { name, body } = newText();
    const foreign = Buffer.from(body.toString().replace(hotel.phoneNumberId, "109999999999999"));
    expect(await postWebhook(world.webhookUrl, foreign)).toBe(200);
    expect((await quarantine()).at(-1)).toEqual({ reason: "unknown-channel", body: foreign });
    expect((await journal()).some((stored) => stored.equals(foreign))).toBe(true);
    expect(await names()).not.toContain(name);
  });

  it("F30 the other parts of such a body are filed", async () => {
    const [known, foreign] = [newText(), newText()];
    const [one, other] = [known, foreign].map(({ body }) => JSON.parse(body.toString()));
    other.entry[0].changes[0].value.metadata.phone_number_id = "109999999999999";
    one.entry.push(...other.entry);
    expect(await postWebhook(world.webhookUrl, Buffer.from(JSON.stringify(one)))).toBe(200);
    expect(await names()).toContain(known.name);
    expect(await names()).not.toContain(foreign.name);
  });
});

describe("one body that the database refuses", () => {
  let counted: Database;
  let transactions = 0;

  beforeAll(async () => {
    const owner = new pg.Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    await owner.query("alter table messages add constraint poison check (text <> 'veneno')");
    await owner.end();
    counted = connectDatabase({ url: world.database.appUrl, log: silentLog, connections: 1 });
    counted.pool.on("acquire", () => {
      transactions += 1;
    });
  });
  afterAll(() => counted.close());

  it("F26 P7 one in 50 goes to quarantine, with 200; the 49 others are filed", async () => {
    const texts = Array.from({ length: 50 }, (_, index) =>
      newText(index === 30 ? "veneno" : "¿Hay parking?"),
    );
    const statuses = await Promise.all(texts.map(({ body }) => postWebhook(world.webhookUrl, body)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await missing(texts)).toEqual([texts[30]?.name]);
    const kept = (await quarantine()).at(-1);
    expect(kept).toEqual({ reason: "refused-by-rules", body: texts[30]?.body });
  });

  it.each([
    ["the first", [0]],
    ["the last", [49]],
    ["one", [17]],
    ["two neighbours", [30, 31]],
    ["three", [4, 25, 48]],
  ])("F26 %s of a batch of 50: at most 2·log2(50) transactions for each", async (_, bad) => {
    const { ctx } = world.server;
    const adapter = ctx.adapters.get("whatsapp");
    const accounts = await ctx.accounts.list(world.workspaceId);
    if (adapter === undefined) {
      throw new Error("WhatsApp is not wired");
    }
    const ingest = createIngest(ctx, { db: counted, onTemplatesChanged: () => undefined });
    const texts = Array.from({ length: 50 }, (_, index) => newText(bad.includes(index) ? "veneno" : "Hola"));
    const submissions = await Promise.all(
      texts.map(async ({ body }) => {
        const { workspaceId } = world;
        const origin = { workspaceId, journalId: newId(), receivedAt: ctx.now(), accounts, channelRef: null };
        const reading = await readBody(adapter, body, origin);
        return {
          ...origin,
          source: "whatsapp",
          channelId: null,
          body,
          cursor: null,
          reading,
          replayOf: null,
        };
      }),
    );
    transactions = 0;
    await Promise.all(submissions.map((submission) => ingest.store(submission)));
    expect(transactions).toBeLessThanOrEqual(Math.floor(2 * Math.log2(50) * bad.length));
    const kept = (await quarantine()).slice(-bad.length).map(({ body }) => body);
    expect(kept).toEqual(bad.map((index) => texts[index]?.body));
    expect(await missing(texts)).toEqual(bad.map((index) => texts[index]?.name));
  });
});
