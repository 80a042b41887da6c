import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withWorkspaces } from "#server/db/connect.ts";
import { eventually } from "../support/eventually.ts";
import { bodyOf, type Change, contactOf, type Part, seconds, textOf } from "../support/webhook-bodies.ts";
import { postWebhook } from "../support/webhooks.ts";
import { march, startWorld, type World } from "../support/world.ts";

let world: World;
let count = 0;
const now = Date.parse(march("10 18:02:00"));

beforeAll(async () => {
  world = await startWorld({ clockStandsStill: true, startAt: march("01 09:00:00") });
  world.clock.set(now);
});
afterAll(() => world.close());

type Stored = {
  providerId: string;
  name: string | null;
  kind: string;
  text: string | null;
  sentAt: number;
  payload: unknown;
};

const rows = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  withWorkspaces(world.server.ctx.db, [world.workspaceId], (db) =>
    db.query<Row & Record<string, unknown>>({ text, values }),
  );
const stored = (waId: string) =>
  rows<Stored>(
    `select m.provider_id as "providerId", c.name, m.kind, m.text, m.sent_at as "sentAt", m.payload
     from addresses a join threads t on t.customer_id = a.customer_id join customers c on c.id = a.customer_id
     join messages m on m.thread_id = t.id where a.kind = 'wa_id' and a.value = $1 order by m.seq`,
    [waId],
  );
const quarantined = () =>
  rows<{ reason: string; detail: string }>("select reason, detail from quarantine order by id");
const messageCount = async () =>
  (await rows<{ n: number }>("select count(*)::integer as n from messages"))[0]?.n;

/** The wa_id of somebody new. */
function newWaId(): string {
  count += 1;
  return `346009${String(count).padStart(5, "0")}`;
}
const text = (waId: string, more: Part = {}) => ({
  ...textOf({ id: `wamid.H${waId}`, waId, at: now, text: "Hola" }),
  ...more,
});
const send = (...changes: Change[]) => postWebhook(world.webhookUrl, bodyOf(...changes));
const sendText = (json: string) => postWebhook(world.webhookUrl, Buffer.from(json));

/** Whatever came before: the next good request is served, whole. */
afterEach(async () => {
  const waId = newWaId();
  expect(await send({ messages: [text(waId)], contacts: [contactOf(waId, "María")] })).toBe(200);
  expect(await stored(waId)).toMatchObject([{ name: "María", kind: "text", text: "Hola", sentAt: now }]);
});

describe("bodies that nobody can read", () => {
  it.each([
    ["nothing", ""],
    [
      "half of it",
      bodyOf({ messages: [text("34600900001")] })
        .toString()
        .slice(0, 200),
    ],
    ["words", "hola"],
    ["a number past every limit", "1e999"],
    ["a body that names no entry", '{"object":"whatsapp_business_account"}'],
    ["nesting of 100,000 levels", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
  ])("P7 %s: 200, kept in quarantine, no message", async (_, body) => {
    const before = await messageCount();
    expect(await sendText(body)).toBe(200);
    expect((await quarantined()).at(-1)).toMatchObject({ reason: "unreadable" });
    expect(await messageCount()).toBe(before);
  });

  it("a byte order mark and bytes that are no UTF-8 lose no message", async () => {
    const waId = newWaId();
    const body = bodyOf({ messages: [text(waId, { text: { body: "Hola X" } })] });
    const broken = body.map((byte) => (byte === 0x58 ? 0xff : byte));
    const whole = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), broken]);
    expect(await postWebhook(world.webhookUrl, whole)).toBe(200);
    expect(await stored(waId)).toMatchObject([{ text: "Hola \uFFFD" }]);
  });
});

describe("messages that say strange things", () => {
  it.each([
    ["1e15"],
    [1e15],
    ["-1"],
    [-1e15],
    ["0"],
    ["253402300800"],
    ["4102444799"],
    ["1300000000"],
    ["soon"],
    [null],
    [{}],
  ])(
    "F16 a timestamp of %j stands within 7 days before and 5 minutes after the receipt",
    async (timestamp) => {
      const waId = newWaId();
      expect(await send({ messages: [text(waId, { timestamp })] })).toBe(200);
      const [message] = await stored(waId);
      expect(message?.sentAt).toBeGreaterThanOrEqual(now - 7 * 86_400_000);
      expect(message?.sentAt).toBeLessThanOrEqual(now + 300_000);
    },
  );

  it("NUL and lone surrogates in every place are kept as the replacement character", async () => {
    const waId = newWaId();
    const odd = "a\u0000b\uD800c";
    const message = text(waId, { id: `wamid.${odd}${waId}`, text: { body: odd }, referral: { [odd]: odd } });
    const contacts = [contactOf(waId, odd)];
    expect(await send({ messages: [message], contacts })).toBe(200);
    expect(await send({ messages: [message], contacts })).toBe(200);
    const clean = "a\uFFFDb\uFFFDc";
    expect(await stored(waId)).toMatchObject([
      {
        providerId: `wamid.${clean}${waId}`,
        name: clean,
        text: clean,
        payload: { referral: { [clean]: clean } },
      },
    ]);
  });

  it("__proto__, constructor and unknown fields are words like any other", async () => {
    const waId = newWaId();
    const body = bodyOf({ messages: [text(waId, { type: "hologram", hologram: { a: 1 } })] })
      .toString()
      .replace('{"a":1}', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"a":1}')
      .replace('"object"', '"__proto__":{"polluted":1},"unknown":[{}],"object"');
    expect(await sendText(body)).toBe(200);
    expect(await stored(waId)).toMatchObject([{ kind: "unsupported" }]);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  it("missing contacts: the message is filed by its sender", async () => {
    const waId = newWaId();
    expect(await send({ messages: [text(waId)] })).toBe(200);
    expect(await stored(waId)).toMatchObject([{ name: null, text: "Hola" }]);
  });

  it("a text and a name of 1 MB are kept whole", async () => {
    const waId = newWaId();
    const long = "ñ ".repeat(500_000);
    const message = text(waId, { text: { body: long } });
    expect(await send({ messages: [message], contacts: [contactOf(waId, long)] })).toBe(200);
    const [kept] = await stored(waId);
    expect(kept?.text).toHaveLength(long.length);
    expect(kept?.name).not.toBeNull();
  });

  it("an id of the longest length that is taken, without a pattern to compress", async () => {
    const waId = newWaId();
    const id = Array.from({ length: 512 }, (_, index) =>
      String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000)),
    );
    expect(await send({ messages: [text(waId, { id: id.join("") })] })).toBe(200);
    expect(await stored(waId)).toMatchObject([{ providerId: id.join("") }]);
  });

  it.each([
    ["an id of 10 kB", { id: "w".repeat(10_000) }],
    ["no id", { id: undefined }],
    ["an id that is a list", { id: ["w"] }],
    ["no sender", { from: undefined }],
    ["a sender of 10 kB", { from: "3".repeat(10_000) }],
  ])("P1 P7 %s: not filed, but visible in quarantine", async (_, fields) => {
    const waId = newWaId();
    const before = await quarantined();
    const [other, bad] = [newWaId(), text(waId, fields)];
    expect(await send({ messages: [text(other), bad, text(waId, { id: `wamid.next${waId}` })] })).toBe(200);
    const kept = await quarantined();
    expect(kept.slice(before.length)).toMatchObject([{ reason: "unreadable" }]);
    expect(await stored(other)).toHaveLength(1);
    expect(await stored(waId)).toHaveLength(1);
  });

  it("P1 P7 messages of a change that names no number: not filed, but visible in quarantine", async () => {
    const before = await quarantined();
    const body = JSON.parse(bodyOf({ messages: [text(newWaId())] }).toString());
    body.entry[0].changes[0].value.metadata = undefined;
    expect(await sendText(JSON.stringify(body))).toBe(200);
    expect((await quarantined()).slice(before.length)).toHaveLength(1);
  });

  it("F30 a number that is not ours: kept in quarantine, the other changes are filed", async () => {
    const [waId, foreign] = [newWaId(), newWaId()];
    const changes = [{ messages: [text(foreign)], phoneNumberId: "1" }, { messages: [text(waId)] }];
    expect(await send(...changes)).toBe(200);
    expect((await quarantined()).at(-1)).toEqual({ reason: "unknown-channel", detail: "1" });
    expect(await stored(waId)).toHaveLength(1);
    expect(await stored(foreign)).toHaveLength(0);
  });
});

describe("statuses that say strange things", () => {
  it.each([
    [{ id: "wamid.nobody", status: "delivered", timestamp: seconds(now) }],
    [{ id: "wamid.nobody", status: "delivered", timestamp: "4102444799", recipient_id: "x".repeat(500) }],
    [
      {
        id: "wamid.\u0000",
        status: "read\uD800",
        timestamp: seconds(now),
        biz_opaque_callback_data: "\u0000",
      },
    ],
    [
      {
        id: "wamid.nobody",
        status: "failed",
        timestamp: seconds(now),
        errors: [{ code: {}, title: "\u0000" }],
      },
    ],
    [{ id: "wamid.nobody", status: "sent", timestamp: seconds(now), pricing: "free", conversation: [] }],
  ])("F5 %j: 200, nothing breaks", async (status) => {
    const before = await quarantined();
    expect(await send({ statuses: [status, status] })).toBe(200);
    expect(await quarantined()).toHaveLength(before.length);
  });
});

describe("bodies of 3 MB", () => {
  it.each([
    [1_000, 2_900],
    [2_500, 1_100],
  ])("%i messages of as many customers in one body are in their threads, once", async (messages, length) => {
    const waIds = Array.from({ length: messages }, newWaId);
    const body = bodyOf({
      messages: waIds.map((waId) => text(waId, { text: { body: "x".repeat(length) } })),
      contacts: waIds.map((waId) => contactOf(waId, `Cliente ${waId}`)),
    });
    expect(body.length).toBeGreaterThan(3_000_000);
    const before = (await messageCount()) ?? 0;
    // On a busy machine the first answers may be 503; Meta comes again.
    const handOver = () =>
      eventually(async () => (await postWebhook(world.webhookUrl, body)) === 200, { withinMs: 60_000 });
    await handOver();
    await handOver();
    expect(await messageCount()).toBe(before + waIds.length);
    expect(await stored(waIds.at(-1) ?? "")).toMatchObject([{ name: `Cliente ${waIds.at(-1)}` }]);
  });
});
