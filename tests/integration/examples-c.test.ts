import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ThreadItem } from "#contract/threads.ts";
import { addGuest, type Guest, writeMail } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

describe("C: the switch to e-mail", () => {
  let world: World;
  let maria: Guest;

  beforeAll(async () => {
    world = await startWorld({ clockStandsStill: true });
    maria = addGuest(world, { name: "María", waId: "34600900001" });
    await maria.writes("¿Hay parking?", { at: "10 10:00:00" });
    await maria.answer("Sí, cubierto.", { at: "10 10:10:00" });
    world.at("11 12:00:00");
  });
  afterAll(() => world.close());

  const addEmail = async (guest: Guest, email: string) => {
    const { customer } = await guest.thread();
    return world.api.post(`/customers/${customer.id}/addresses`, { email });
  };
  /** What a mail must leave as it was. */
  const whatsApp = async (guest: Guest) => ({
    windows: (await guest.thread()).windows,
    conversations: await guest.conversations(),
    charges: (await guest.messages()).flatMap(({ charge }) => charge ?? []),
  });
  const lastReceived = () => world.mail.received().at(-1);

  it("C4 without an address a mail is refused with that reason; adding one is all it takes", async () => {
    expect(await maria.sendMail("Tu consulta", "Hola")).toMatchObject({
      status: 422,
      body: { code: "RECIPIENT_UNREACHABLE", details: { reason: "no-address" } },
    });
    await addEmail(maria, "maria@example.com");
    expect((await maria.thread()).customer.email).toBe("maria@example.com");
  });

  it("C1 with the window closed a mail may go: it asks for a subject and has no WhatsApp charge", async () => {
    expect((await maria.window()).state).toBe("closed");
    expect(await maria.sendMail("", "Hay sitio.")).toMatchObject({
      status: 422,
      body: { code: "MESSAGE_REFUSED", details: { reason: "subject-missing" } },
    });
    const estimate = await world.api.post("/prices/estimate", {
      threadId: await maria.threadId(),
      channelId: world.emailChannelId,
      kind: "email",
    });
    expect(estimate).toMatchObject({ amount: "0.000000", category: null });
  });

  it("C2 the mail is in the same thread with its channel; window, conversations and charges stay as they were", async () => {
    const before = await whatsApp(maria);
    const threadId = await maria.threadId();
    expect((await maria.sendMail("Tu parking", "Hay sitio para dos coches.")).status).toBe(202);
    expect(await maria.lastMessage()).toMatchObject({
      threadId,
      kind: "email",
      channelId: world.emailChannelId,
      subject: "Tu parking",
      status: "sent",
    });
    expect(await maria.lastMessage()).not.toHaveProperty("charge");
    expect(lastReceived()).toMatchObject({
      from: "Hotel La Marea <recepcion@example.com>",
      to: "maria@example.com",
      subject: "Tu parking",
      text: expect.stringContaining("Hay sitio para dos coches."),
    });
    expect(await whatsApp(maria)).toEqual(before);
  });

  it("C3 her answer by mail joins the same thread, which waits again; the WhatsApp window is still closed", async () => {
    const before = await whatsApp(maria);
    const sent = await maria.lastMessage();
    const from = "María <maria@example.com>";
    const answer = { from, subject: "Re: Tu parking", text: "Perfecto, gracias" };
    await writeMail(world, { ...answer, answers: sent.providerId ?? "", at: "11 13:00:00" });
    expect(await maria.lastMessage()).toMatchObject({
      direction: "in",
      kind: "email",
      text: expect.stringContaining("Perfecto, gracias"),
      answersId: sent.id,
      channelId: world.emailChannelId,
    });
    expect(await maria.thread()).toMatchObject({
      unanswered: true,
      replyTo: { channelId: world.emailChannelId },
    });
    expect((await maria.window()).state).toBe("closed");
    expect((await maria.answer("¿A qué hora llegas?")).status).toBe(409);
    expect(await whatsApp(maria)).toEqual(before);
  });

  it("C3 an answer names the mail that it answers, not the first of its thread", async () => {
    await maria.sendMail("Re: Tu parking", "¿A qué hora llegas?", { at: "11 13:10:00" });
    const sent = await maria.lastMessage();
    const references = [...(lastReceived()?.references ?? []), sent.providerId ?? ""];
    expect(references.length).toBeGreaterThan(1);
    await world.mail.deliver({
      from: "maria@example.com",
      subject: "Re: Tu parking",
      text: "A las ocho",
      inReplyTo: sent.providerId ?? "",
      references,
    });
    await world.mail.settled({ awaitReader: true });
    expect(await maria.lastMessage()).toMatchObject({
      text: expect.stringContaining("A las ocho"),
      answersId: sent.id,
    });
  });

  it("C3 N13 an unknown sender with our Message-ID joins that thread, marked; by the subject alone nobody does", async () => {
    const { providerId } = (await maria.messages()).findLast(({ direction }) => direction === "out") ?? {};
    const mail = { subject: "Re: Tu parking", text: "Desde el trabajo" };
    await writeMail(world, { ...mail, from: "Oficina <oficina@example.com>", answers: providerId ?? "" });
    expect(await maria.lastMessage()).toMatchObject({
      text: expect.stringContaining("Desde el trabajo"),
      payload: { fromOtherAddress: "oficina@example.com" },
    });
    await writeMail(world, { ...mail, from: "Berta <berta@example.com>" });
    const { items } = await world.api.get<{ items: ThreadItem[] }>("/threads");
    expect(items.map(({ customer }) => customer.name)).toEqual(["Berta", "María"]);
  });

  it("C4 with the window open WhatsApp is proposed, unless her last message was a mail; both stay possible", async () => {
    const ana = addGuest(world, { name: "Ana", waId: "34600900002" });
    await ana.writes("¿Tenéis cuna?", { at: "12 10:00:00" });
    await addEmail(ana, "ana@example.com");
    expect((await ana.thread()).replyTo?.channelId).toBe(world.whatsappChannelId);
    await writeMail(world, {
      from: "ana@example.com",
      subject: "Cuna",
      text: "¿Y trona?",
      at: "12 10:05:00",
    });
    expect((await ana.thread()).replyTo?.channelId).toBe(world.emailChannelId);
    expect((await ana.window()).state).toBe("open");
    expect((await ana.answer("Sí, las dos cosas.")).status).toBe(202);
    expect((await ana.sendMail("Re: Cuna", "También por aquí.")).status).toBe(202);
    expect((await ana.messages()).slice(-2).map(({ status }) => status)).toEqual(["delivered", "sent"]);
  });

  it("C5 she writes on WhatsApp later: same thread, the window opens, WhatsApp is proposed", async () => {
    const threadId = await maria.threadId();
    await maria.writes("¡Ya estamos aquí!", { at: "13 08:00:00" });
    expect(await maria.threadId()).toBe(threadId);
    expect(await maria.window()).toMatchObject({ state: "open", closesAt: march("14 08:00:00") });
    expect((await maria.thread()).replyTo?.channelId).toBe(world.whatsappChannelId);
    expect((await maria.answer("¡Bienvenidos!")).status).toBe(202);
    expect(await maria.lastMessage()).toMatchObject({
      channelId: world.whatsappChannelId,
      status: "delivered",
    });
  });
});
