import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LiveEvent, liveEvent } from "#contract/events.ts";
import { addGuest, enterGuest, type Guest } from "../support/guest.ts";
import { type OpenStream, openStream } from "../support/read-stream.ts";
import { march, startWorld, type World } from "../support/world.ts";

const arrival = { "1": "María", "2": "viernes 13" };
const offer = { nombre: "María", descuento: "15 %" };

describe("B: started by the business", () => {
  let world: World;
  let maria: Guest;

  beforeAll(async () => {
    world = await startWorld({ clockStandsStill: true, startAt: march("01 09:00:00") });
    maria = await enterGuest(world, { name: "María", waId: "34600900001" });
  });
  afterAll(() => world.close());

  const byStart = async (guest: Guest) =>
    (await guest.conversations()).toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
  const charges = async (guest: Guest) =>
    (await guest.messages()).map(({ charge }) => charge && [charge.category, charge.state, charge.amount]);

  it("B1 (a) the window to a customer who never wrote was never open: free text is refused with that state", async () => {
    expect(await maria.window()).toMatchObject({
      state: "never",
      closesAt: null,
      lastCustomerMessageAt: null,
    });
    expect(await maria.answer("Buenos días", { at: "10 09:00:00" })).toMatchObject({
      status: 409,
      body: { code: "WINDOW_CLOSED", details: { state: "never", closesAt: null } },
    });
  });

  it("B1 (b) 24 hours after the customer's last message it is closed: free text is refused with that state", async () => {
    const ana = addGuest(world, { name: "Ana", waId: "34600900002" });
    await ana.writes("¿Tenéis piscina?", { at: "09 10:00:00" });
    const refused = await ana.answer("Sí, y climatizada", { at: "10 10:00:00" });
    expect(await ana.window()).toMatchObject({
      state: "closed",
      closedBy: "time",
      lastCustomerMessageAt: march("09 10:00:00"),
    });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "WINDOW_CLOSED", details: { state: "closed", closesAt: march("10 10:00:00") } },
    });
  });

  it("B2 a template waits until every field is filled; one that WhatsApp did not approve is refused with its state", async () => {
    const calls = world.cloudApi.calls().length;
    expect(await maria.sendTemplate("recordatorio_llegada", { "1": "María" })).toMatchObject({
      status: 422,
      body: { code: "TEMPLATE_FIELDS_MISSING", details: { fields: [{ part: "body", name: "2" }] } },
    });
    for (const [name, status] of [
      ["encuesta_estancia", "pending"],
      ["aviso_obras", "rejected"],
      ["no_existe", null],
    ] as const) {
      expect(await maria.sendTemplate(name, { "1": "9", "2": "14" })).toMatchObject({
        status: 409,
        body: { code: "TEMPLATE_NOT_SENDABLE", details: { status } },
      });
    }
    expect(world.cloudApi.calls()).toHaveLength(calls);
    expect(await maria.messages()).toEqual([]);
  });

  it("B2 a template without fields can be sent at once", async () => {
    const tom = await enterGuest(world, { name: "Tom", waId: "447700900001" });
    const template = { name: "pending_reply", language: "en_GB" };
    const body = { kind: "template", channelId: world.whatsappChannelId, template };
    const path = `/threads/${await tom.threadId()}/messages`;
    const sent = await world.api.call("POST", path, { clientId: crypto.randomUUID(), ...body });
    expect(sent.status).toBe(202);
    await world.settle();
    expect(await tom.lastMessage()).toMatchObject({ kind: "template", status: "delivered" });
  });

  it("B3 the template starts a conversation of the business; its text is kept and the window stays closed", async () => {
    const { status } = await maria.sendTemplate("recordatorio_llegada", arrival, { at: "10 10:00:00" });
    expect(status).toBe(202);
    expect(await maria.lastMessage()).toMatchObject({
      status: "delivered",
      template: {
        body: "Hola María, te esperamos el viernes 13. ¿A qué hora tienes previsto llegar?",
        footer: "Hotel La Marea",
      },
    });
    expect(await maria.conversations()).toMatchObject([
      {
        startedBy: "business",
        category: "utility",
        startsAt: march("10 10:00:00"),
        endsAt: march("11 10:00:00"),
        confirmed: true,
      },
    ]);
    expect(await maria.window()).toMatchObject({ state: "never" });
    expect(await charges(maria)).toEqual([["utility", "confirmed", "0.020000"]]);
    expect(world.cloudApi.viewThread(maria.id)).toMatchObject({
      messages: [{ text: expect.stringContaining("te esperamos el viernes 13") }],
    });
  });

  it("B4 free text through the API at 10:05 is refused as on the screen, and nothing is queued", async () => {
    const calls = world.cloudApi.calls().length;
    expect(await maria.answer("¿Te va bien?", { at: "10 10:05:00" })).toMatchObject({
      status: 409,
      body: { code: "WINDOW_CLOSED", details: { state: "never", closesAt: null } },
    });
    expect(world.cloudApi.calls()).toHaveLength(calls);
    expect(await maria.messages()).toHaveLength(1);
  });

  it("B5 without an answer a second template of the category joins, another category has its own; each is charged", async () => {
    expect((await maria.sendTemplate("recordatorio_llegada", arrival, { at: "10 10:30:00" })).status).toBe(
      202,
    );
    expect(await maria.conversations()).toHaveLength(1);
    expect((await maria.sendTemplate("oferta_escapada", offer)).status).toBe(202);
    expect(await maria.window()).toMatchObject({ state: "never" });
    const [utility, marketing, ...others] = await byStart(maria);
    expect(others).toEqual([]);
    expect(utility).toMatchObject({
      category: "utility",
      startsAt: march("10 10:00:00"),
      endsAt: march("11 10:00:00"),
    });
    expect(marketing).toMatchObject({
      startedBy: "business",
      category: "marketing",
      startsAt: march("10 10:30:00"),
      endsAt: march("11 10:30:00"),
    });
    expect((await maria.messages()).map(({ conversationId }) => conversationId)).toEqual([
      utility?.id,
      utility?.id,
      marketing?.id,
    ]);
    expect(await charges(maria)).toEqual([
      ["utility", "confirmed", "0.020000"],
      ["utility", "confirmed", "0.020000"],
      ["marketing", "confirmed", "0.061500"],
    ]);
  });

  it("B6 her answer opens the window for every open screen; the conversations keep start and end", async () => {
    const before = await byStart(maria);
    const threadId = await maria.threadId();
    const headers = { authorization: `Bearer ${world.apiKey}` };
    const stream = await openStream(`${world.url}/api/v1/events`, headers);
    expect(await stream.next()).toMatchObject({ event: "ready" });
    await maria.writes("Gracias", { at: "10 11:00:00" });
    const opened = await nextEvent(stream, "message.created");
    stream.close();
    expect(opened).toMatchObject({ threadId, window: { state: "open", closesAt: march("11 11:00:00") } });
    expect(await maria.window()).toMatchObject({ state: "open", closesAt: march("11 11:00:00") });
    expect((await maria.answer("A ti")).status).toBe(202);
    expect(await maria.lastMessage()).toMatchObject({ text: "A ti", status: "delivered" });
    expect(await byStart(maria)).toEqual(before);
  });

  it("B7 an answer after both conversations ended, with the window open, starts a new one of the customer", async () => {
    expect((await maria.answer("¡Hasta pronto!", { at: "11 10:45:00" })).status).toBe(202);
    const conversations = await byStart(maria);
    expect(conversations).toHaveLength(3);
    expect(conversations[2]).toMatchObject({
      startedBy: "customer",
      category: "service",
      startsAt: march("11 10:45:00"),
      endsAt: march("12 10:45:00"),
    });
    expect((await maria.lastMessage()).conversationId).toBe(conversations[2]?.id);
  });

  it("B8 a template that fails leaves no conversation and no charge, and says why and what next", async () => {
    const eva = await enterGuest(world, { name: "Eva", waId: "34600900003" });
    world.cloudApi.addFault({ kind: "fail-status", code: 131026, match: { to: eva.id } });
    await eva.sendTemplate("recordatorio_llegada", arrival, { at: "10 12:00:00" });
    expect(await eva.lastMessage()).toMatchObject({
      status: "failed",
      error: { code: "NOT_ON_WHATSAPP", reason: "not-on-whatsapp", providerCode: "131026" },
      conversationId: null,
      charge: { state: "dropped" },
    });
    expect(await eva.conversations()).toEqual([]);
    expect(await eva.window()).toMatchObject({ state: "never" });
  });
});

async function nextEvent(stream: OpenStream, kind: LiveEvent["kind"]): Promise<LiveEvent> {
  for (let frame = await stream.next(); frame !== null; frame = await stream.next()) {
    const event = liveEvent.parse(frame.data);
    if (event.kind === kind) {
      return event;
    }
  }
  throw new Error(`The stream ended before ${kind}`);
}
