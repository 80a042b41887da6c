import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

describe("A: started by the customer", () => {
  let world: World;
  let maria: Guest;

  const setAutoReply = (enabled: boolean) =>
    world.api.put("/settings/auto-reply", {
      enabled,
      text: "Hola, te respondemos en unos minutos.",
      everyHours: 12,
      quietMinutes: 30,
    });

  beforeAll(async () => {
    world = await startWorld({ clockStandsStill: true });
    maria = addGuest(world, { name: "María", waId: "34600900001" });
  });
  afterAll(() => world.close());

  it("A1 the question opens the window for 24 hours and waits for a person; no conversation runs yet", async () => {
    const ana = addGuest(world, { name: "Ana", waId: "34600900002" });
    await ana.writes("¿Hay parking?", { at: "10 18:02:00" });
    expect(await ana.window()).toMatchObject({ state: "open", closesAt: march("11 18:02:00") });
    expect(await ana.thread()).toMatchObject({ unanswered: true, unread: 1, conversations: [] });
    const { items } = await world.api.get<{ items: { id: string }[] }>("/threads?view=unanswered");
    expect(items.map(({ id }) => id)).toEqual([await ana.threadId()]);
  });

  it("A2 exactly one automatic answer starts a conversation of the customer; the thread still waits", async () => {
    await setAutoReply(true);
    await maria.writes("¿Hay parking?", { at: "10 18:02:00" });
    expect(await maria.messages()).toMatchObject([
      { direction: "in", text: "¿Hay parking?", status: "received", automatic: false },
      {
        direction: "out",
        text: "Hola, te respondemos en unos minutos.",
        status: "delivered",
        automatic: true,
      },
    ]);
    expect(await maria.thread()).toMatchObject({
      unanswered: true,
      // The list goes on to show her question.
      lastMessage: { direction: "in", text: "¿Hay parking?" },
      conversations: [
        {
          startedBy: "customer",
          category: "service",
          startsAt: march("10 18:02:00"),
          endsAt: march("11 18:02:00"),
          confirmed: true,
        },
      ],
    });
    expect(await maria.window()).toMatchObject({ state: "open", closesAt: march("11 18:02:00") });
  });

  it("A3 at 18:10 free text is enabled until 18:02 tomorrow, on the channel that she wrote to", async () => {
    world.at("10 18:10:00");
    const { replyTo } = await maria.thread();
    expect(replyTo?.channelId).toBe(world.whatsappChannelId);
    expect(await maria.window()).toMatchObject({ state: "open", closesAt: march("11 18:02:00") });
    const estimate = await world.api.post("/prices/estimate", {
      threadId: await maria.threadId(),
      channelId: world.whatsappChannelId,
      kind: "text",
    });
    expect(estimate).toMatchObject({ amount: "0.000000" });
  });

  it("A4 the answer at 18:16 joins the conversation, leaves the window alone and answers the thread", async () => {
    const { status } = await maria.answer("Sí, cubierto, 18 € al día.", { at: "10 18:16:00" });
    expect(status).toBe(202);
    expect(await maria.lastMessage()).toMatchObject({ status: "delivered", sentAt: march("10 18:16:00") });
    const { conversations, unanswered } = await maria.thread();
    expect(conversations).toMatchObject([{ startsAt: march("10 18:02:00"), endsAt: march("11 18:02:00") }]);
    expect((await maria.lastMessage()).conversationId).toBe(conversations[0]?.id);
    expect(unanswered).toBe(false);
    expect(await maria.window()).toMatchObject({ closesAt: march("11 18:02:00") });
  });

  it("A5 the message of 18:19 moves the window, not the conversation, and gets no second automatic answer", async () => {
    await maria.writes("¿Y para dos coches?", { at: "10 18:19:00" });
    expect(await maria.window()).toMatchObject({ state: "open", closesAt: march("11 18:19:00") });
    expect(await maria.thread()).toMatchObject({
      unanswered: true,
      conversations: [{ startsAt: march("10 18:02:00"), endsAt: march("11 18:02:00") }],
    });
    expect((await maria.messages()).filter(({ automatic }) => automatic)).toHaveLength(1);
    expect(await maria.lastMessage()).toMatchObject({ direction: "in", text: "¿Y para dos coches?" });
  });

  it("A7 between 18:02 and 18:19 of the next day an answer begins a new conversation of the customer", async () => {
    const { status } = await maria.answer("También hay sitio.", { at: "11 18:02:00" });
    expect(status).toBe(202);
    const conversations = (await maria.conversations()).toSorted((a, b) =>
      a.startsAt < b.startsAt ? -1 : 1,
    );
    expect(conversations).toMatchObject([
      { startedBy: "customer", startsAt: march("10 18:02:00"), endsAt: march("11 18:02:00") },
      {
        startedBy: "customer",
        category: "service",
        startsAt: march("11 18:02:00"),
        endsAt: march("12 18:02:00"),
      },
    ]);
    expect((await maria.lastMessage()).conversationId).toBe(conversations[1]?.id);
  });

  it("A6 free text is accepted one second before the window closes", async () => {
    const { status } = await maria.answer("Hasta luego.", { at: "11 18:18:59" });
    expect(status).toBe(202);
    expect(await maria.lastMessage()).toMatchObject({ text: "Hasta luego.", status: "delivered" });
  });

  it("A6 free text is refused at the second in which the window closes, and nothing is queued", async () => {
    const before = { calls: world.cloudApi.calls().length, messages: await maria.messages() };
    const refused = await maria.answer("¿Sigues ahí?", { at: "11 18:19:00" });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "WINDOW_CLOSED", details: { state: "closed", closesAt: march("11 18:19:00") } },
    });
    expect(world.cloudApi.calls()).toHaveLength(before.calls);
    expect(await maria.messages()).toEqual(before.messages);
    expect(await maria.window()).toMatchObject({ state: "closed", closedBy: "time" });
  });

  it("A8 with the window closed a template, an e-mail and a note are accepted, free text is not", async () => {
    const { customer } = await maria.thread();
    await world.api.post(`/customers/${customer.id}/addresses`, { email: "maria@example.com" });
    const threadId = await maria.threadId();
    const fields = { "1": "María", "2": "el parking" };
    expect((await maria.answer("Hola otra vez", { at: "11 19:00:00" })).status).toBe(409);
    expect((await maria.sendTemplate("respuesta_pendiente", fields)).status).toBe(202);
    expect((await maria.sendMail("Tu parking", "Hay sitio para dos coches.")).status).toBe(202);
    const note = { kind: "note", clientId: crypto.randomUUID(), text: "Prefiere que la llamemos." };
    expect((await world.api.call("POST", `/threads/${threadId}/messages`, note)).status).toBe(202);
    expect((await maria.messages()).slice(-3).map(({ kind, status }) => [kind, status])).toEqual([
      ["template", "delivered"],
      ["email", "sent"],
      ["note", "received"],
    ]);
    expect(await maria.window()).toMatchObject({ state: "closed" });
  });
});
