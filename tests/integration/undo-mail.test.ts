import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "#contract/messages.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { startWorld, type World } from "../support/world.ts";

describe("a mail with a moment to take it back", () => {
  let world: World;
  let guest: Guest;
  let count = 0;

  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  const newGuest = async () => {
    count += 1;
    guest = addGuest(world, { name: `Ana ${count}`, waId: `3460090010${count}` });
    await guest.writes("¿Me lo mandáis por correo?");
    const { customer } = await guest.thread();
    await world.api.post(`/customers/${customer.id}/addresses`, { email: `ana${count}@example.com` });
  };
  const send = async (undoMs: number | undefined, text = "Aquí va.") => {
    const body = { kind: "email", channelId: world.emailChannelId, subject: "Factura", text, undoMs };
    const clientId = crypto.randomUUID();
    return world.api.post<Message>(`/threads/${await guest.threadId()}/messages`, { ...body, clientId });
  };
  const withdraw = (id: string) => world.api.call("POST", `/messages/${id}/withdraw`);
  const arrived = () => world.mail.received().filter(({ to }) => to === `ana${count}@example.com`).length;

  it("neither goes out nor answers the thread meanwhile, and taken back it never goes", async () => {
    await newGuest();
    const before = await guest.thread();
    const sent = await send(30_000);
    expect(sent).toMatchObject({ status: "queued", payload: { undoUntil: expect.any(String) } });
    await world.settle();
    expect(await guest.thread()).toMatchObject({ unanswered: true, lastMessage: before.lastMessage });
    for (let time = 0; time < 2; time += 1) {
      expect(await withdraw(sent.id)).toMatchObject({
        status: 200,
        body: { status: "failed", error: { reason: "taken-back" } },
      });
    }
    await world.settle();
    expect(arrived()).toBe(0);
    expect(await guest.thread()).toMatchObject({ unanswered: true, lastMessage: before.lastMessage });
  });

  it("goes out by itself when the moment is over, once, and answers the thread then", async () => {
    await newGuest();
    const sent = await send(300);
    await eventually(() => expect(arrived()).toBe(1));
    await world.settle();
    expect(await guest.thread()).toMatchObject({ unanswered: false, lastMessage: { id: sent.id } });
    expect(await withdraw(sent.id)).toMatchObject({ status: 409, body: { code: "ALREADY_SENT" } });
    expect(arrived()).toBe(1);
  });

  it("what the customer writes in that moment still waits for an answer", async () => {
    await newGuest();
    await send(1_500);
    await guest.writes("Y otra cosa");
    await eventually(() => expect(arrived()).toBe(1));
    await world.settle();
    expect(await guest.thread()).toMatchObject({ unanswered: true });
  });

  it("who resolves the thread in that moment has nobody wait in it when the mail goes", async () => {
    await newGuest();
    await send(1_500);
    await guest.writes("Gracias");
    const { id, version } = await guest.thread();
    await world.api.call("PATCH", `/threads/${id}`, { version, status: "resolved" });
    await eventually(() => expect(arrived()).toBe(1));
    await world.settle();
    expect(await guest.thread()).toMatchObject({ status: "resolved", unanswered: false });
  });

  it.each([undefined, 0])("of %s ms is none: it goes at once and can't be taken back", async (undoMs) => {
    await newGuest();
    const sent = await send(undoMs);
    await world.settle();
    expect(arrived()).toBe(1);
    expect((await withdraw(sent.id)).status).toBe(409);
  });

  it.each([
    [30_000, 202],
    [30_001, 400],
  ])("is at most half a minute: %i ms", async (undoMs, status) => {
    await newGuest();
    const body = { kind: "email", channelId: world.emailChannelId, subject: "a", text: "b", undoMs };
    const path = `/threads/${await guest.threadId()}/messages`;
    expect((await world.api.call("POST", path, { ...body, clientId: crypto.randomUUID() })).status).toBe(
      status,
    );
  });

  it("is its author's to take back", async () => {
    await newGuest();
    const sent = await send(30_000);
    const key = await world.api.post<{ key: string }>("/api-keys", { name: "other", scopes: ["write"] });
    const answer = await fetch(`${world.url}/api/v1/messages/${sent.id}/withdraw`, {
      method: "POST",
      headers: { authorization: `Bearer ${key.key}` },
    });
    expect(answer.status).toBe(403);
    await withdraw(sent.id);
  });
});
