import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hotel } from "../../scripts/demo/hotel.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

describe("D: edges of time and windows", () => {
  let world: World;
  let count = 0;

  beforeAll(async () => {
    world = await startWorld({ clockStandsStill: true, startAt: march("01 09:00:00") });
    await world.api.put("/settings/auto-reply", {
      enabled: true,
      text: "Hola, te respondemos en unos minutos.",
      everyHours: 12,
      quietMinutes: 30,
    });
  });
  afterAll(() => world.close());
  beforeEach(() => world.cloudApi.clearFaults());

  /** Somebody whom the hotel has never heard of. */
  const newGuest = () => {
    count += 1;
    return addGuest(world, { name: `Cliente ${count}`, waId: `3460090010${count}` });
  };
  const automatic = async (guest: Guest) =>
    (await guest.messages()).filter((message) => message.automatic).map(({ text }) => text);
  const closed = (closesAt: string) => ({
    status: 409,
    body: { code: "WINDOW_CLOSED", details: { state: "closed", closesAt } },
  });

  it("D1 the window counts from the time of sending, not from the webhook that came later, and an old one gets no automatic answer", async () => {
    const guest = newGuest();
    await guest.writes("¿Hay parking?", { at: "10 20:00:00", sentAt: march("10 18:19:00") });
    expect(await guest.window()).toMatchObject({ state: "open", closesAt: march("11 18:19:00") });
    expect(await guest.lastMessage()).toMatchObject({
      sentAt: march("10 18:19:00"),
      receivedAt: march("10 20:00:00"),
    });
    expect(await automatic(guest)).toEqual([]);
  });

  it("D1 a message that comes more than 24 hours late is shown and waits, with the window closed and no automatic answer", async () => {
    const guest = newGuest();
    await guest.writes("¿Hay parking?", { at: "11 18:19:01", sentAt: march("10 18:19:00") });
    expect(await guest.messages()).toMatchObject([{ direction: "in", text: "¿Hay parking?" }]);
    expect(await guest.thread()).toMatchObject({ unanswered: true, unread: 1, conversations: [] });
    expect(await guest.window()).toMatchObject({ state: "closed", closesAt: march("11 18:19:00") });
    expect(await guest.answer("Sí")).toMatchObject(closed(march("11 18:19:00")));
  });

  it.each([
    ["10:00 minutes", 1, march("10 17:50:00")],
    ["10:01 minutes", 0, march("10 17:49:59")],
  ])("D1 R3 of a message that is %s old: automatic answers %d", async (_age, expected, sentAt) => {
    const guest = newGuest();
    await guest.writes("Hola", { at: "10 18:00:00", sentAt });
    expect(await automatic(guest)).toHaveLength(expected);
  });

  it("D2 an older message that comes later does not shrink the window; the thread is ordered by the time of sending", async () => {
    const guest = newGuest();
    await guest.writes("¿Y para dos coches?", { at: "10 18:19:30", sentAt: march("10 18:19:00") });
    await guest.writes("¿Hay parking?", { at: "10 18:20:00", sentAt: march("10 18:02:00") });
    expect(await guest.window()).toMatchObject({ state: "open", closesAt: march("11 18:19:00") });
    const asked = (await guest.messages()).filter(({ direction }) => direction === "in");
    expect(asked.map(({ text }) => text)).toEqual(["¿Hay parking?", "¿Y para dos coches?"]);
    expect(await guest.thread()).toMatchObject({ unread: 2, unanswered: true });
  });

  it("D3 the same webhook three times at the same moment is one message, one automatic answer, one charge", async () => {
    const guest = newGuest();
    world.cloudApi.addFault({ kind: "duplicate", size: 3, match: { webhook: "message" } });
    await guest.writes("¿Hay parking?", { at: "10 18:02:00" });
    const copies = world.cloudApi
      .deliveries()
      .filter(({ body }) => body.includes(guest.id) && body.includes('"text"'));
    expect(copies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(copies.map(({ body }) => body)).size).toBe(1);
    const messages = await guest.messages();
    expect(messages).toMatchObject([{ direction: "in" }, { direction: "out", automatic: true }]);
    expect(messages.flatMap(({ charge }) => charge ?? [])).toHaveLength(1);
    expect((await guest.thread()).unread).toBe(1);
    expect(world.cloudApi.calls().filter(({ body }) => JSON.stringify(body).includes(guest.id))).toHaveLength(
      1,
    );
  });

  it("D5 a window closes at the second of the message, not at its minute", async () => {
    const guest = newGuest();
    await guest.writes("Hola", { at: "10 18:19:37" });
    expect((await guest.answer("Hola", { at: "11 18:19:36" })).status).toBe(202);
    expect(await guest.answer("¿Sigues ahí?", { at: "11 18:19:37" })).toMatchObject(
      closed(march("11 18:19:37")),
    );
    world.clock.set(Date.parse(march("11 18:19:37")) - 1);
    expect((await guest.answer("Un milisegundo antes")).status).toBe(202);
    expect(await guest.lastMessage()).toMatchObject({ status: "delivered" });
  });

  it("D6 a window on one number gives no right on the other", async () => {
    const guest = newGuest();
    await guest.writes("Hola", { at: "10 18:00:00" });
    expect((await guest.window()).state).toBe("open");
    expect(await guest.window(world.restaurantChannelId)).toMatchObject({ state: "never", closesAt: null });
    expect(await guest.answer("Hola", { channelId: world.restaurantChannelId })).toMatchObject({
      status: 409,
      body: { code: "WINDOW_CLOSED", details: { state: "never", closesAt: null } },
    });
    await guest.writes("¿Una mesa?", { at: "10 19:00:00", phoneNumberId: hotel.phoneNumberId2 });
    expect(await guest.window(world.restaurantChannelId)).toMatchObject({ closesAt: march("11 19:00:00") });
    expect(await guest.window(world.whatsappChannelId)).toMatchObject({ closesAt: march("11 18:00:00") });
    expect((await guest.thread()).unread).toBe(2);
  });

  it.each(["fail-status", "refuse"] as const)(
    "D7 F15 WhatsApp refuses although we say open (%s): the window is closed by WhatsApp until she writes; a person may retry once",
    async (kind) => {
      const guest = newGuest();
      await guest.writes("Hola", { at: "10 18:00:00" });
      const callsBefore = world.cloudApi.calls().length;
      world.cloudApi.addFault({ kind, code: 131047, times: 2 });
      expect((await guest.answer("Te cuento", { at: "10 18:30:00" })).status).toBe(202);
      const refused = await guest.lastMessage();
      expect(refused).toMatchObject({
        text: "Te cuento",
        status: "failed",
        error: { code: "WINDOW", reason: "window", providerCode: "131047" },
      });
      expect(await guest.window()).toMatchObject({ state: "closed", closedBy: "provider" });
      expect(world.cloudApi.calls()).toHaveLength(callsBefore + 1);
      expect((await guest.answer("¿Hola?")).status).toBe(409);
      const retry = () =>
        world.api.call("POST", `/messages/${refused.id}/resend`, { clientId: crypto.randomUUID() });
      expect((await retry()).status).toBe(202);
      await world.settle();
      expect(await guest.lastMessage()).toMatchObject({ text: "Te cuento", status: "failed" });
      expect(await retry()).toMatchObject({ status: 409, body: { code: "WINDOW_CLOSED" } });
      expect(world.cloudApi.calls()).toHaveLength(callsBefore + 2);
      await guest.writes("¿Me decís algo?", { at: "10 18:40:00" });
      expect(await guest.window()).toMatchObject({ state: "open", closesAt: march("11 18:40:00") });
      expect((await guest.answer("Claro")).status).toBe(202);
      expect(await guest.lastMessage()).toMatchObject({ text: "Claro", status: "delivered" });
    },
  );

  it("D8 F14 a text that waits while the window closes is never handed over: it expires, and nothing is charged", async () => {
    const guest = newGuest();
    await guest.writes("Hola", { at: "10 18:19:00" });
    world.at("11 18:18:59");
    const threadId = await guest.threadId();
    const post = (text: string) =>
      world.api.call("POST", `/threads/${threadId}/messages`, {
        kind: "text",
        channelId: world.whatsappChannelId,
        clientId: crypto.randomUUID(),
        text,
      });
    const callsBefore = world.cloudApi.calls().length;
    world.cloudApi.addFault({ kind: "slow-answer", delayMs: 3_000 });
    await post("Primero");
    await eventually(() => world.cloudApi.calls().length > callsBefore);
    expect((await post("Se queda esperando")).status).toBe(202);
    world.at("11 18:19:00");
    await world.settle();
    expect((await guest.messages()).slice(-2)).toMatchObject([
      { text: "Primero", status: "delivered" },
      { text: "Se queda esperando", status: "expired", error: { reason: "window" }, conversationId: null },
    ]);
    expect(await guest.lastMessage()).not.toHaveProperty("charge");
    expect(world.cloudApi.calls()).toHaveLength(callsBefore + 1);
  });

  it("D4 the clocks change in the night: 24 elapsed hours after Saturday 18:19 are Sunday 17:19", async () => {
    const guest = newGuest();
    world.clock.set("2026-10-24T18:19:00+02:00");
    await guest.writes("¿Hay parking?");
    const closesAt = new Date("2026-10-25T17:19:00+01:00").toISOString();
    expect(await guest.window()).toMatchObject({ state: "open", closesAt });
    world.clock.set("2026-10-25T17:18:59+01:00");
    expect((await guest.answer("Sí")).status).toBe(202);
    expect(await guest.lastMessage()).toMatchObject({ status: "delivered" });
    world.clock.set("2026-10-25T17:19:00+01:00");
    expect(await guest.answer("¿Sigues ahí?")).toMatchObject(closed(closesAt));
  });
});
