import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CustomerDetail } from "#contract/customers.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

let world: World;
let count = 0;

beforeAll(async () => {
  world = await startWorld({ clockStandsStill: true, startAt: march("10 09:00:00") });
});
afterAll(() => world.close());

/** Somebody who wrote once and gets an offer that WhatsApp refuses with a code. */
async function offerRefused(code: number): Promise<Guest> {
  count += 1;
  const guest = addGuest(world, { name: `Huésped ${count}`, waId: `3460090040${count}` });
  await guest.writes("Hola", { at: "10 09:00:00" });
  await offer(guest, code);
  return guest;
}

async function offer(guest: Guest, code: number): Promise<void> {
  world.cloudApi.addFault({ kind: "fail-status", code, match: { to: guest.id } });
  await guest.sendTemplate("oferta_escapada", { nombre: "Ana", descuento: "15 %" });
}

const resend = (id: string) =>
  world.api.call("POST", `/messages/${id}/resend`, { clientId: crypto.randomUUID() });

async function stoppedAt(guest: Guest): Promise<string | null> {
  const { customer } = await guest.thread();
  return (await world.api.get<CustomerDetail>(`/customers/${customer.id}`)).marketingStoppedAt;
}

describe("131050: the customer stopped marketing of this business", () => {
  it("is noted at the customer with a line, and no marketing template is taken any more", async () => {
    const guest = await offerRefused(131050);
    expect(await stoppedAt(guest)).not.toBeNull();
    const lines = (await guest.messages()).filter(({ kind }) => kind === "system");
    expect(lines.map(({ payload }) => payload)).toEqual([{ line: "marketing-stopped" }]);
    expect(await guest.sendTemplate("oferta_escapada", { nombre: "Ana", descuento: "15 %" })).toMatchObject({
      status: 422,
      body: { code: "MESSAGE_REFUSED", details: { reason: "marketing-stopped" } },
    });
  });

  it("other failures say nothing about what the customer wants", async () => {
    expect(await stoppedAt(await offerRefused(131026))).toBeNull();
  });
});

describe("131049: the customer gets no more marketing for now", () => {
  it("may be sent again after 24 hours, not a millisecond before, and as a new message", async () => {
    const guest = await offerRefused(131049);
    const capped = await guest.lastMessage();
    const retryAt = Date.parse(capped.error?.retryAt ?? "");
    expect(capped).toMatchObject({
      status: "failed",
      error: { reason: "marketing-cap", providerCode: "131049" },
    });
    expect(retryAt - Date.parse(capped.sentAt)).toBeGreaterThanOrEqual(24 * 3_600_000 - 1_000);
    world.clock.set(retryAt - 1);
    expect(await resend(capped.id)).toMatchObject({
      status: 422,
      body: { code: "MESSAGE_REFUSED", details: { reason: "marketing-cap", retryAt: capped.error?.retryAt } },
    });
    world.clock.set(retryAt);
    expect(await resend(capped.id)).toMatchObject({ status: 202 });
    await world.settle();
    const again = await guest.lastMessage();
    expect(again.id).not.toBe(capped.id);
    expect(again.status).toBe("delivered");
  });

  it("no other marketing template is taken meanwhile, by the same reason and until the same moment; utility is", async () => {
    const guest = await offerRefused(131049);
    const retryAt = (await guest.lastMessage()).error?.retryAt ?? "";
    const offers = () => guest.sendTemplate("oferta_escapada", { nombre: "Ana", descuento: "20 %" });
    world.clock.set(Date.parse(retryAt) - 1);
    const count = (await guest.messages()).length;
    expect((await guest.thread()).marketingCappedUntil).toBe(retryAt);
    expect(await offers()).toMatchObject({
      status: 422,
      body: { code: "MESSAGE_REFUSED", details: { reason: "marketing-cap", retryAt } },
    });
    expect(await guest.messages()).toHaveLength(count);
    const reminder = await guest.sendTemplate("respuesta_pendiente", { 1: "Ana", 2: "el parking" });
    expect(reminder.status).toBe(202);
    world.clock.set(Date.parse(retryAt));
    expect((await guest.thread()).marketingCappedUntil).toBeNull();
    expect((await offers()).status).toBe(202);
    expect(await guest.lastMessage()).toMatchObject({ status: "delivered" });
  });

  it("what stopped one customer's marketing stops nobody else's", async () => {
    await offerRefused(131049);
    const other = addGuest(world, { name: "Otra huésped", waId: "34600900499" });
    await other.writes("Hola");
    expect((await other.thread()).marketingCappedUntil).toBeNull();
    expect((await other.sendTemplate("oferta_escapada", { nombre: "Eva", descuento: "15 %" })).status).toBe(
      202,
    );
  });

  it("twice in a row it asks for twice the pause", async () => {
    const guest = await offerRefused(131049);
    world.clock.set(Date.parse((await guest.lastMessage()).error?.retryAt ?? ""));
    await offer(guest, 131049);
    const { sentAt, error } = await guest.lastMessage();
    const pauseHours = (Date.parse(error?.retryAt ?? "") - Date.parse(sentAt)) / 3_600_000;
    expect(Math.round(pauseHours)).toBe(48);
  });

  it("a message that failed for something else names no such time", async () => {
    const { error } = await (await offerRefused(131026)).lastMessage();
    expect(error).not.toHaveProperty("retryAt");
  });
});
