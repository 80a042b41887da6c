import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RouteName, routes } from "#contract/routes.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { addNumber, customerWrites, type Hotel, startHotel } from "../support/start-api.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

let hotel: Hotel;
let known: { thread: string; message: string; customer: string; address: string; channel: string };
let key: string;

beforeAll(async () => {
  hotel = await startHotel();
  const { workspaceId } = hotel;
  const channel = await addNumber(hotel, workspaceId);
  await customerWrites(hotel, {
    workspaceId,
    channelId: channel,
    waId: "34600900001",
    text: "Hola",
    at: hotel.clock.now,
  });
  const [row] = await withWorkspaces(hotel.db, [workspaceId], (db) =>
    db.query<{ thread: string; message: string; customer: string; address: string }>({
      text: `select t.id as thread, m.id as message, t.customer_id as customer, a.id as address from threads t
             join messages m on m.thread_id = t.id join addresses a on a.customer_id = t.customer_id`,
    }),
  );
  known = { thread: "", message: "", customer: "", address: "", ...row, channel };
  const made = await hotel.owner("POST", "/api-keys", { name: "tests", scopes: ["read", "write", "admin"] });
  key = String(made.body.key);
});
afterAll(() => hotel.close());

const templateContent = {
  name: "lista",
  language: "es",
  category: "utility",
  parameterFormat: "positional",
  components: [{ type: "BODY", text: "Hola {{1}} de nuevo", example: { body_text: [["Ana"]] } }],
  ttlSeconds: 60,
};

/** A good body of each route that takes one, of each kind where there are several. A new one must be added here. */
const bodies: Partial<Record<RouteName, () => Json[]>> = {
  setup: () => [
    {
      token: "x",
      workspaceName: "Hotel",
      name: "Ana",
      email: "ana@example.com",
      password: "a password of it",
    },
  ],
  signIn: () => [{ email: "ana@example.com", password: "a password of it" }],
  createMember: () => [
    { name: "Ana", email: `${newId()}@example.com`, password: "a password of it", role: "agent" },
  ],
  updateMember: () => [{ role: "agent", active: true }],
  createInvitation: () => [{ email: `${newId()}@example.com`, role: "agent" }],
  readInvitation: () => [{ token: "x" }],
  acceptInvitation: () => [{ token: "x", name: "Ana", password: "a password of it" }],
  updateProfile: () => [{ name: "Ana" }],
  changePassword: () => [{ currentPassword: "x", newPassword: "a password of it" }],
  updateWorkspace: () => [
    { version: 1, name: "Hotel", timeZone: "Europe/Madrid", country: "ES", currency: "USD" },
  ],
  createApiKey: () => [{ name: "a key", scopes: ["read"] }],
  putDraft: () => [{ kind: "note", text: "Hola", subject: "Hola", answersId: known.message, version: 1 }],
  createCannedReply: () => [{ shortcut: newId(), text: "Hola" }],
  updateCannedReply: () => [{ version: 1, shortcut: newId(), text: "Hola" }],
  createTag: () => [{ name: newId(), color: "green" }],
  updateTag: () => [{ name: newId(), color: "green" }],
  updateThread: () => [
    { version: 1, status: "resolved", assigneeId: null, seenMessageId: newId() },
    { version: 1, status: "snoozed", snoozedUntil: "2026-03-11T07:00:00.000Z" },
    { version: 1, addTagIds: [newId()], removeTagIds: [newId()] },
  ],
  markPresence: () => [{ state: "typing" }],
  changeThreads: () => [
    {
      changes: [
        { id: known.thread, version: 1, status: "snoozed", snoozedUntil: "2026-03-11T07:00:00.000Z" },
      ],
    },
    { changes: [{ id: known.thread, version: 1, removeTagIds: [newId()] }] },
  ],
  sendMessage: () => [
    {
      kind: "text",
      channelId: known.channel,
      clientId: newId(),
      text: "Hola",
      answersId: known.message,
      draft: { kind: "whatsapp", version: 1 },
    },
    { kind: "note", clientId: newId(), text: "Hola", mentions: [newId()] },
    {
      kind: "email",
      channelId: known.channel,
      clientId: newId(),
      subject: "Hola",
      text: "Hola",
      uploadIds: [newId()],
      undoMs: 5000,
    },
    {
      kind: "template",
      channelId: known.channel,
      clientId: newId(),
      template: {
        name: "a",
        language: "es",
        fields: { body: { "1": "x" }, header: { "1": "x" }, buttons: { "0": "x" } },
      },
    },
    {
      kind: "template",
      channelId: known.channel,
      clientId: newId(),
      template: {
        name: "a",
        category: "utility",
        fields: { body: { "1": { kind: "currency", text: "1 €", code: "EUR", amount1000: 1000 } } },
      },
    },
    {
      kind: "template",
      channelId: known.channel,
      clientId: newId(),
      template: {
        name: "a",
        fields: {
          offer: { ends: "2026-03-10T18:00:00Z" },
          cards: { "0": { header: { image: newId() }, body: { "1": "x" }, buttons: { "0": "x" } } },
        },
      },
    },
  ],
  resendMessage: () => [{ clientId: newId() }],
  createCustomer: () => [
    { name: "Vera", email: `${newId()}@example.com`, language: "es" },
    { name: "Vera", phone: "+34600900055" },
    { name: "Vera" },
  ],
  addAddress: () => [{ email: `${newId()}@example.com` }, { phone: "+34600900056" }],
  updateCustomer: () => [{ version: 1, name: "Vera", language: "es", notes: "Llega tarde", blocked: false }],
  dismissSuggestion: () => [{ customerId: newId() }],
  mergeCustomers: () => [{ otherId: newId(), version: 1 }],
  unmergeCustomers: () => [{ otherId: newId() }],
  separateAccount: () => [{ identityId: newId() }],
  updateAddress: () => [{ email: `${newId()}@example.com` }, { phone: "+34600900057" }],
  connectChannel: () => [
    {
      kind: "whatsapp",
      name: "Spa",
      phoneNumberId: "1",
      wabaId: "2",
      accessToken: "t",
      appSecret: "s",
      verifyToken: "v",
      timeZone: "Europe/Madrid",
    },
  ],
  tryConnection: () => [
    {
      kind: "whatsapp",
      name: "Spa",
      phoneNumberId: "1",
      wabaId: "2",
      accessToken: "t",
      appSecret: "s",
      verifyToken: "v",
    },
  ],
  updateChannel: () => [
    { name: "Spa", accessToken: "t", appSecret: "s", dropOldAppSecret: true, verifyToken: "v" },
    { imapPassword: "p", smtpPassword: "p" },
  ],
  putPreferences: () => [
    {
      notify: { mine: true, mentions: true, unassigned: false },
      sound: true,
      quietHours: { from: "22:00", to: "08:00" },
      singleKeys: true,
      enterSends: { chat: true, email: false },
    },
  ],
  createTemplateDraft: () => [{ ...templateContent, accountRef: "2000", templateId: null }],
  updateTemplateDraft: () => [{ ...templateContent, version: 1 }],
  uploadTemplateExample: () => [{ accountRef: "2000", uploadId: newId(), kind: "image" }],
  putTemplateSources: () => [{ sources: { "body.1": { kind: "text", text: "Hola" } } }],
  previewRateCards: () => [{ csv: "currency,effective_from,market,category,rate" }],
  putMoneySettings: () => [
    {
      budget: { amount: "25.000000", currency: "USD" },
      utilityWindow: "at-delivery",
      freeEntryHours: 72,
      version: 1,
    },
  ],
  putReceipts: () => [{ readReceipts: true, typing: true, version: 1 }],
  importRateCards: () => [{ csv: "currency,effective_from,market,category,rate" }],
  putAutoReply: () => [{ enabled: true, text: "Hola", everyHours: 12, quietMinutes: 30 }],
  estimatePrice: () => [
    { threadId: known.thread, channelId: known.channel, kind: "text" },
    {
      threadId: known.thread,
      channelId: known.channel,
      kind: "template",
      template: { name: "a", language: "es" },
    },
  ],
};

const hostile: [string, Json][] = [
  ["nothing", null],
  ["an empty text", ""],
  ["NUL", "a\u0000b"],
  ["a lone surrogate", "a\uD800"],
  ["a text of 100 kB", "x".repeat(100_000)],
  ["controls and overrides", "\u202E\r\nBcc: a@example.com\u200B"],
  ["a negative number", -1],
  ["a fraction", 1.5],
  ["an immense number", 1e308],
  ["true", true],
  ["a list", [[]]],
  ["an object", { a: 1, constructor: { prototype: 1 } }],
  ["a time out of all bounds", "+275760-09-13T00:00:00.000Z"],
  ["another id", "00000000-0000-0000-0000-000000000000"],
];

/** The body with one of its leaves replaced, once for each leaf. */
function* mutations(body: Json, value: Json): Generator<Json> {
  if (Array.isArray(body)) {
    for (const [index, item] of body.entries()) {
      for (const changed of mutations(item, value)) {
        yield body.with(index, changed);
      }
    }
  } else if (typeof body === "object" && body !== null) {
    for (const [name, item] of Object.entries(body)) {
      for (const changed of mutations(item, value)) {
        yield { ...body, [name]: changed };
      }
    }
  }
  yield value;
}

const pathIds = (path: string) => {
  const [, place = ""] = path.split("/");
  const ids: Record<string, string> = {
    messages: known.message,
    customers: known.customer,
    addresses: known.address,
  };
  return path.replace(":id", ids[place] ?? known.thread);
};

async function call(method: string, path: string, body: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${hotel.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body,
  });
  return { status: response.status, text: await response.text() };
}

const withBody = Object.entries(routes).filter(([, route]) => "body" in route);

describe("bodies of the API", () => {
  it("every route that takes a body is tried here", () => {
    expect(withBody.map(([name]) => name).sort()).toEqual(Object.keys(bodies).sort());
  });

  it.each(withBody)(
    "%s: each field with each strange value is taken or refused, never an error of ours",
    async (name, { method, path }) => {
      const bad: string[] = [];
      for (const [what, value] of hostile) {
        const tries = (bodies[name as RouteName]?.() ?? []).flatMap((body) => [...mutations(body, value)]);
        await Promise.all(
          tries.map(async (body) => {
            const { status, text } = await call(method, pathIds(path), JSON.stringify(body));
            if (status >= 500 || status < 200) {
              bad.push(`${what}: ${status} ${text.slice(0, 200)} for ${JSON.stringify(body).slice(0, 300)}`);
            }
          }),
        );
      }
      expect(bad).toEqual([]);
    },
  );

  it.each([
    ["nothing", ""],
    ["half of it", '{"kind":"note"'],
    ["no JSON", "hola"],
    ["nesting of 100,000 levels", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["a number past every limit", '{"version":1e999}'],
    ["__proto__", '{"__proto__":{"isAdmin":true},"kind":"note","text":"x"}'],
    ["one key twice", '{"kind":"note","kind":"text"}'],
    ["600 kB", JSON.stringify({ kind: "note", text: "x".repeat(600_000) })],
  ])("%s as a body: refused, and the next good one is served", async (_, body) => {
    for (const [, { method, path }] of withBody) {
      const { status } = await call(method, pathIds(path), body);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }
    const note = JSON.stringify({ kind: "note", clientId: newId(), text: "Hola" });
    expect((await call("POST", pathIds("/threads/:id/messages"), note)).status).toBe(202);
  });
});

describe("ids and queries of the API", () => {
  const odd = ["%00", "%ED%A0%80", "..%2f..", "-1", "1e999", "x".repeat(2_000), "{}", "%F0%28%8C%BC"];

  it.each(Object.entries(routes).filter(([, { method, path }]) => method === "GET" && path !== "/events"))(
    "%s: strange ids, cursors and limits are refused, never an error of ours",
    async (_, { path }) => {
      const places = ["cursor", "limit", "view", "month", "q", "unknown"];
      const urls = odd.flatMap((value) => [
        ...(path.includes(":id") ? [path.replace(":id", value)] : []),
        ...places.map((place) => `${pathIds(path)}?${place}=${value}`),
      ]);
      const statuses = await Promise.all(
        urls.map(async (url) => {
          const response = await fetch(`${hotel.url}/api/v1${url}`, {
            headers: { authorization: `Bearer ${key}` },
          });
          await response.arrayBuffer();
          return [url.slice(0, 100), response.status] as const;
        }),
      );
      expect(statuses.filter(([, status]) => status >= 500)).toEqual([]);
    },
  );
});
