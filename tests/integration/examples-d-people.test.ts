import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import { addGuest, enterGuest, type Guest, writeMail } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

let world: World;

const setAutoReply = (everyHours: number, quietMinutes: number) =>
  world.api.put("/settings/auto-reply", {
    enabled: true,
    text: "Hola, te respondemos en unos minutos.",
    everyHours,
    quietMinutes,
  });

beforeAll(async () => {
  world = await startWorld({ clockStandsStill: true, startAt: march("01 09:00:00") });
});
afterAll(() => world.close());
beforeEach(() => world.cloudApi.clearFaults());

/** The last call to a customer, as WhatsApp got it. */
const lastCall = () => world.cloudApi.calls().at(-1)?.body;

describe("D11: the automatic answer", () => {
  const automatic = async (guest: Guest) => (await guest.messages()).filter((message) => message.automatic);

  it("D11 R7 goes out at most once in 12 hours; after exactly 12 hours it may again", async () => {
    await setAutoReply(12, 30);
    const guest = addGuest(world, { name: "Ana", waId: "34600900101" });
    await guest.writes("Buenos días", { at: "10 06:00:00" });
    await guest.writes("¿Hola?", { at: "10 17:59:59" });
    expect(await automatic(guest)).toHaveLength(1);
    await guest.writes("¿Hay alguien?", { at: "10 18:00:00" });
    expect(await automatic(guest)).toHaveLength(2);
    expect(await guest.thread()).toMatchObject({ unanswered: true, unread: 3 });
  });

  it("D11 R8 waits until no person has written for 30 minutes; a person's template counts", async () => {
    await setAutoReply(0, 30);
    const guest = addGuest(world, { name: "Berta", waId: "34600900102" });
    await guest.writes("Hola", { at: "10 10:00:00" });
    await guest.answer("Hola, dime", { at: "10 10:10:00" });
    await guest.writes("¿Hay parking?", { at: "10 10:39:59" });
    expect(await automatic(guest)).toHaveLength(1);
    await guest.writes("¿Y piscina?", { at: "10 10:40:00" });
    expect(await automatic(guest)).toHaveLength(2);
    await guest.sendTemplate(
      "recordatorio_llegada",
      { "1": "Berta", "2": "viernes 13" },
      { at: "10 11:00:00" },
    );
    await guest.writes("A las ocho", { at: "10 11:29:59" });
    expect(await automatic(guest)).toHaveLength(2);
  });

  it("D11 R9 never answers a mail that a machine wrote, and answers a person's mail once", async () => {
    await setAutoReply(12, 30);
    const mail = (headers: string) =>
      [
        "From: Carla <carla@example.com>",
        "To: recepcion@example.com",
        "Subject: Fuera de la oficina",
        "Date: Tue, 10 Mar 2026 10:00:00 +0100",
        `Message-ID: <${crypto.randomUUID()}@example.com>`,
        headers,
        "",
        "Vuelvo el lunes.",
      ].join("\r\n");
    world.at("10 10:00:00");
    await world.mail.deliver({ raw: mail("Auto-Submitted: auto-replied") });
    await world.mail.deliver({ raw: mail("Precedence: bulk") });
    await world.mail.settled({ awaitReader: true });
    await world.settle();
    const toCarla = () => world.mail.received().filter(({ to }) => to === "carla@example.com");
    expect(toCarla()).toEqual([]);
    const written = { from: "Carla <carla@example.com>", subject: "Reserva", text: "¿Tenéis sitio?" };
    await writeMail(world, { ...written, at: "10 10:05:00" });
    expect(toCarla()).toMatchObject([{ subject: "Re: Reserva" }]);
    expect(toCarla()[0]?.raw).toMatch(/^Auto-Submitted: auto-replied/m);
  });

  it("D11 R11 is taken back when a person wrote between its claim and its call", async () => {
    await setAutoReply(0, 0);
    const guest = addGuest(world, { name: "Diana", waId: "34600900103" });
    await guest.writes("Hola", { at: "10 10:00:00" });
    const threadId = await guest.threadId();
    const post = (text: string) =>
      world.api.post(`/threads/${threadId}/messages`, {
        kind: "text",
        channelId: world.whatsappChannelId,
        clientId: crypto.randomUUID(),
        text,
      });
    const callsBefore = world.cloudApi.calls().length;
    world.cloudApi.addFault({ kind: "slow-answer", delayMs: 3_000 });
    await post("Un momento");
    await eventually(() => world.cloudApi.calls().length > callsBefore);
    world.cloudApi.writeAsCustomer(guest.id, { type: "text", text: { body: "¿Hay parking?" } });
    await eventually(async () => (await automatic(guest)).length === 2);
    await post("Sí, cubierto");
    await world.settle();
    expect((await automatic(guest)).at(-1)).toMatchObject({
      status: "failed",
      error: { reason: "superseded" },
      conversationId: null,
    });
    const texts = world.cloudApi
      .calls()
      .slice(callsBefore)
      .map(({ body }) => JSON.stringify(body));
    expect(texts.map((text) => /Un momento|Sí, cubierto/.exec(text)?.[0])).toEqual([
      "Un momento",
      "Sí, cubierto",
    ]);
  });

  it("D11 R6 never answers an opt-out word", async () => {
    await setAutoReply(12, 30);
    const guest = addGuest(world, { name: "Elena", waId: "34600900104" });
    await guest.writes("BAJA", { at: "10 10:00:00" });
    expect(await automatic(guest)).toEqual([]);
  });
});

describe("D12: a customer without a phone number", () => {
  it("D12 is received, shown, answered by her BSUID and counted; no phone is made up", async () => {
    await world.api.put("/settings/auto-reply", {
      enabled: false,
      text: "",
      everyHours: 12,
      quietMinutes: 30,
    });
    const luna = addGuest(world, { name: "Luna", bsuid: "ES.1349120865530274" });
    await luna.writes("¿Hay parking?", { at: "10 18:02:00" });
    const { customer, addresses, unanswered } = await luna.thread();
    expect(customer.phone).toBeNull();
    expect(addresses.map(({ kind, value }) => [kind, value])).toEqual([["bsuid", "ES.1349120865530274"]]);
    expect(unanswered).toBe(true);
    expect(await luna.window()).toMatchObject({ state: "open", closesAt: march("11 18:02:00") });
    expect((await luna.answer("Sí, cubierto.")).status).toBe(202);
    expect(lastCall()).toMatchObject({ recipient: "ES.1349120865530274", text: { body: "Sí, cubierto." } });
    expect(lastCall()).not.toHaveProperty("to");
    expect(await luna.lastMessage()).toMatchObject({ status: "delivered", charge: { state: "confirmed" } });
    expect(await luna.conversations()).toMatchObject([{ startedBy: "customer", category: "service" }]);
    expect((await luna.thread()).customer.phone).toBeNull();
  });
});

describe("D13: one phone, written in several ways", () => {
  it.each([
    ["Mexico", "+52 55 0000 0001", "5215500000001"],
    ["Brazil", "+55 31 9 8000-0001", "553180000001"],
    ["Argentina", "+54 9 11 0000-0001", "541100000001"],
  ])(
    "D13 %s: typed and received number are one customer in one thread; the answer goes to the id of WhatsApp",
    async (country, typed, waId) => {
      const { threadId } = await world.api.post<{ threadId: string }>("/customers", {
        name: country,
        phone: typed,
      });
      const guest = addGuest(world, { name: country, waId });
      await guest.writes("Hola", { at: "10 18:02:00" });
      expect(await guest.threadId()).toBe(threadId);
      expect((await guest.answer("Hola")).status).toBe(202);
      expect(lastCall()).toMatchObject({ to: `+${waId}` });
      expect(await guest.lastMessage()).toMatchObject({ status: "delivered" });
      expect((await guest.thread()).identities).toHaveLength(1);
    },
  );

  it("D13 two Brazilian numbers that differ by a nine of the landline are two customers", async () => {
    const mobile = addGuest(world, { name: "Móvil", waId: "5511950000001" });
    const landline = addGuest(world, { name: "Fijo", waId: "551150000001" });
    await mobile.writes("Hola", { at: "10 18:02:00" });
    await landline.writes("Hola");
    expect(await mobile.threadId()).not.toBe(await landline.threadId());
  });
});

describe("D14: statuses out of order", () => {
  let guest: Guest;

  beforeAll(async () => {
    guest = await enterGuest(world, { name: "Fabiola", waId: "34600900106" });
    await guest.writes("Hola", { at: "10 18:00:00" });
  });

  it("D14 F5 a status that comes before the answer of the call is joined", async () => {
    world.cloudApi.addFault({ kind: "status-before-answer" });
    expect((await guest.answer("Antes de tiempo")).status).toBe(202);
    expect(await guest.lastMessage()).toMatchObject({ status: "delivered", charge: { state: "confirmed" } });
  });

  it("D14 read without delivered is read, charged and confirmed", async () => {
    world.cloudApi.addFault({ kind: "read-without-delivered" });
    await guest.answer("Leído sin más");
    expect(await guest.lastMessage()).toMatchObject({ status: "read", charge: { state: "confirmed" } });
  });

  it("D14 sent that comes after read changes nothing", async () => {
    world.cloudApi.configure({ statusDelaysMs: { sent: 1, delivered: 2, read: 3 } });
    world.cloudApi.addFault({ kind: "late-webhook", delayMs: 1_000, match: { status: "sent" } });
    await guest.answer("Tarde");
    const { providerId } = await guest.lastMessage();
    const told = world.cloudApi
      .deliveries()
      .filter(({ body }) => body.includes(`"${providerId}"`))
      .map(({ body }) => /"status":"(\w+)"/.exec(body)?.[1]);
    expect(told).toEqual(["delivered", "read", "sent"]);
    expect(await guest.lastMessage()).toMatchObject({ text: "Tarde", status: "read" });
  });
});
