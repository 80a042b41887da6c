import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hourMs, minuteMs, secondMs } from "#domain/time.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { addNumber, customerWrites, type Hotel, startHotel } from "../support/start-api.ts";

const wroteAt = Date.parse("2026-03-10T18:19:00+01:00");

const templates = [
  { name: "hola", status: "approved", components: [{ type: "BODY", text: "Hola" }] },
  {
    name: "reserva",
    status: "approved",
    components: [
      { type: "HEADER", format: "TEXT", text: "Reserva {{1}}" },
      { type: "BODY", text: "Hola {{1}}, le esperamos el {{2}}." },
      { type: "FOOTER", text: "Hotel La Marea" },
      { type: "BUTTONS", buttons: [{ type: "URL", text: "Ver", url: "https://example.com/{{1}}" }] },
    ],
  },
  { name: "pendiente", status: "pending", components: [{ type: "BODY", text: "Hola" }] },
  { name: "carrusel", status: "approved", components: [{ type: "CAROUSEL" }] },
];

describe("sending a message", () => {
  let hotel: Hotel;
  let channelId: string;
  let threadId: string;

  beforeAll(async () => {
    hotel = await startHotel();
    const { workspaceId } = hotel;
    channelId = await addNumber(hotel, workspaceId);
    await withWorkspaces(hotel.db, [workspaceId], async (db) => {
      for (const { name, status, components } of templates) {
        await db.execute({
          text: `insert into templates (workspace_id, id, account_ref, provider_id, name, language, category, status,
              parameter_format, components, synced_at)
            values ($1, $2, '2000', 'id ' || $3, $3, 'es', 'utility', $4, 'positional', $5, now())`,
          values: [workspaceId, newId(), name, status, JSON.stringify(components)],
        });
      }
    });
    const { body } = await hotel.owner("POST", "/customers", { name: "María", phone: "600 900 001" });
    threadId = String(body.threadId);
  });

  afterAll(() => hotel.close());

  const send = (body: object) =>
    hotel.owner("POST", `/threads/${threadId}/messages`, { channelId, clientId: newId(), ...body });
  const rowsOf = async (table: "messages" | "delivery_queue") =>
    withWorkspaces(hotel.db, [hotel.workspaceId], async (db) => {
      const [row] = await db.query<{ count: number }>({ text: `select count(*) as count from ${table}` });
      return row?.count;
    });

  it("B1: free text is refused while the customer never wrote, and nothing is stored or queued", async () => {
    const { status, body } = await send({ kind: "text", text: "Hola" });
    expect([status, body.code, body.details]).toEqual([
      409,
      "WINDOW_CLOSED",
      { state: "never", closesAt: null },
    ]);
    expect([await rowsOf("messages"), await rowsOf("delivery_queue")]).toEqual([0, 0]);
  });

  it("B2: a template is taken once every field is filled, and stored as the customer will see it", async () => {
    const template = { name: "reserva", language: "es" };
    const missing = await send({
      kind: "template",
      template: { ...template, fields: { body: { 1: "María" } } },
    });
    expect([missing.status, missing.body]).toMatchObject([
      422,
      {
        code: "TEMPLATE_FIELDS_MISSING",
        details: { fields: [{ part: "header", name: "1" }, { part: "body", name: "2" }, { part: "button" }] },
      },
    ]);
    const fields = { header: { 1: "42" }, body: { 1: "María", 2: "viernes" }, buttons: { 0: "r/42" } };
    const { status, body } = await send({ kind: "template", template: { ...template, fields } });
    expect([status, body]).toMatchObject([
      202,
      {
        direction: "out",
        kind: "template",
        status: "queued",
        automatic: false,
        author: { id: hotel.ownerId, name: "Lucía Ferrer" },
        template: {
          name: "reserva",
          header: "Reserva 42",
          body: "Hola María, le esperamos el viernes.",
          footer: "Hotel La Marea",
          buttons: [{ text: "Ver", value: "https://example.com/r/42" }],
        },
      },
    ]);
    expect(JSON.stringify(body)).not.toContain("parameters");
  });

  it.each([
    ["pendiente", 409, "TEMPLATE_NOT_SENDABLE", { status: "pending" }],
    ["unknown", 409, "TEMPLATE_NOT_SENDABLE", { status: null }],
    ["carrusel", 409, "TEMPLATE_NOT_SENDABLE", { part: expect.any(String) }],
  ])("a template that can't be sent is refused with its status: %s", async (name, status, code, details) => {
    const answer = await send({ kind: "template", template: { name, language: "es" } });
    expect([answer.status, answer.body]).toMatchObject([status, { code, details }]);
  });

  it("B6: the customer's answer opens the window, and free text goes to whom she wrote from", async () => {
    const { workspaceId } = hotel;
    await customerWrites(hotel, {
      workspaceId,
      channelId,
      waId: "34600900001",
      text: "Gracias",
      at: wroteAt,
    });
    hotel.clock.now = wroteAt + minuteMs;
    const { status, body } = await send({ kind: "text", text: "De nada" });
    expect([status, body.status, body.text]).toEqual([202, "queued", "De nada"]);
    const { body: thread } = await hotel.owner("GET", `/threads/${threadId}`);
    expect(thread).toMatchObject({ unanswered: false, windows: [{ state: "open" }] });
  });

  it("A6: free text is accepted up to the last second and refused exactly 24 hours after, with the same reason", async () => {
    hotel.clock.now = wroteAt + 24 * hourMs - 1;
    expect((await send({ kind: "text", text: "A tiempo" })).status).toBe(202);
    const before = await rowsOf("messages");
    hotel.clock.now = wroteAt + 24 * hourMs;
    const { status, body } = await send({ kind: "text", text: "Tarde" });
    expect([status, body.code, body.details]).toEqual([
      409,
      "WINDOW_CLOSED",
      { state: "closed", closesAt: new Date(wroteAt + 24 * hourMs).toISOString() },
    ]);
    expect(await rowsOf("messages")).toBe(before);
    hotel.clock.now = wroteAt + minuteMs;
  });

  it("the same client id and body answer 200 with the same message, however often and at once (F27)", async () => {
    const request = { kind: "text", text: "Una vez", clientId: newId() };
    const before = (await rowsOf("messages")) ?? 0;
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => send(request)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 202]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await rowsOf("messages")).toBe(before + 1);
    const reordered = { clientId: request.clientId, text: request.text, kind: request.kind };
    expect((await send(reordered)).status).toBe(200);
  });

  it("the same client id with another body, thread or kind is refused", async () => {
    const clientId = newId();
    expect((await send({ kind: "text", text: "Uno", clientId })).status).toBe(202);
    const other = await send({ kind: "text", text: "Dos", clientId });
    expect([other.status, other.body.code]).toEqual([409, "CLIENT_ID_REUSED"]);
    const { body: customer } = await hotel.owner("POST", "/customers", {
      name: "Ana",
      phone: "+34600900077",
    });
    const elsewhere = await hotel.owner("POST", `/threads/${String(customer.threadId)}/messages`, {
      kind: "text",
      text: "Uno",
      channelId,
      clientId,
    });
    expect(elsewhere.body.code).toBe("CLIENT_ID_REUSED");
  });

  it("a repeated request is answered although the window closed meanwhile", async () => {
    const request = { kind: "text", text: "Antes del cierre", clientId: newId() };
    hotel.clock.now = wroteAt + 24 * hourMs - secondMs;
    expect((await send(request)).status).toBe(202);
    hotel.clock.now = wroteAt + 24 * hourMs + secondMs;
    expect((await send(request)).status).toBe(200);
    hotel.clock.now = wroteAt + minuteMs;
  });

  it("a note needs no window and no channel, and goes nowhere", async () => {
    const queued = await rowsOf("delivery_queue");
    const { status, body } = await hotel.owner("POST", `/threads/${threadId}/messages`, {
      kind: "note",
      clientId: newId(),
      text: "Pide planta alta",
    });
    expect([status, body]).toMatchObject([202, { direction: "note", kind: "note", channelId: null }]);
    expect(await rowsOf("delivery_queue")).toBe(queued);
  });

  it.each([
    ["an e-mail over a number", { kind: "email", subject: "Hola", text: "Hola" }, 422, "CHANNEL_UNAVAILABLE"],
    ["a text over no channel of ours", { kind: "text", text: "Hola", channelId: newId() }, 404, "NOT_FOUND"],
    ["a text to no identity of hers", { kind: "text", text: "Hola", identityId: newId() }, 404, "NOT_FOUND"],
    ["a text of spaces", { kind: "text", text: "  " }, 422, "MESSAGE_REFUSED"],
    ["a text of 4,097 characters", { kind: "text", text: "x".repeat(4097) }, 422, "MESSAGE_REFUSED"],
    ["an empty text", { kind: "text", text: "" }, 400, "INVALID_REQUEST"],
    ["a text with a subject", { kind: "text", text: "Hola", subject: "Hola" }, 400, "INVALID_REQUEST"],
    ["another kind", { kind: "sticker", text: "Hola" }, 400, "INVALID_REQUEST"],
    ["no client id", { kind: "text", text: "Hola", clientId: undefined }, 400, "INVALID_REQUEST"],
  ])("%s is refused and stores nothing", async (_, body, status, code) => {
    const before = await rowsOf("messages");
    const answer = await send(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await rowsOf("messages")).toBe(before);
  });

  it("text is kept without what PostgreSQL refuses", async () => {
    const { status, body } = await send({ kind: "text", text: "a\u0000b\ud83d c" });
    expect([status, body.text]).toEqual([202, "ab\ufffd c"]);
  });

  it("only what did not arrive can be sent again", async () => {
    const { body: sent } = await send({ kind: "text", text: "En camino" });
    const { status, body } = await hotel.owner("POST", `/messages/${String(sent.id)}/resend`, {
      clientId: newId(),
    });
    expect([status, body]).toMatchObject([
      422,
      { code: "MESSAGE_REFUSED", details: { reason: "not-resendable", status: "queued" } },
    ]);
    await withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
      db.execute({
        text: "update messages set status = 'unknown' where workspace_id = $1 and id = $2",
        values: [hotel.workspaceId, sent.id],
      }),
    );
    const clientId = newId();
    const again = await hotel.owner("POST", `/messages/${String(sent.id)}/resend`, { clientId });
    expect([again.status, again.body]).toMatchObject([
      202,
      { text: "En camino", status: "queued", clientId },
    ]);
    expect(again.body.id).not.toBe(sent.id);
    const twice = await hotel.owner("POST", `/messages/${String(sent.id)}/resend`, { clientId });
    expect([twice.status, twice.body.id]).toEqual([200, again.body.id]);
  });

  it("two people who send the same again at once send it once; lost, it may be sent once more", async () => {
    const setStatus = (id: unknown, status: string) =>
      withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
        db.execute({
          text: "update messages set status = $3 where workspace_id = $1 and id = $2",
          values: [hotel.workspaceId, id, status],
        }),
      );
    const { body: sent } = await send({ kind: "text", text: "Una sola vez" });
    await setStatus(sent.id, "failed");
    const resend = () => hotel.owner("POST", `/messages/${String(sent.id)}/resend`, { clientId: newId() });
    const [taken, refused] = (await Promise.all([resend(), resend()])).toSorted(
      (one, other) => one.status - other.status,
    );
    expect([taken?.status, refused?.status, refused?.body]).toMatchObject([
      202,
      422,
      {
        code: "MESSAGE_REFUSED",
        details: { reason: "not-resendable", status: "queued", messageId: taken?.body.id },
      },
    ]);
    await setStatus(taken?.body.id, "failed");
    expect((await resend()).status).toBe(202);
  });
});
