import { afterAll, beforeAll, expect, it } from "vitest";
import type { ChannelHealthView, ChannelView } from "#contract/channels.ts";
import { dayMs, minuteMs } from "#domain/time.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { addGuest, enterGuest, type Guest } from "../support/guest.ts";
import { shapeBody } from "../support/shape-bodies.ts";
import { postWebhook } from "../support/webhooks.ts";
import { startWorld, type World } from "../support/world.ts";

let world: World;
let maria: Guest;
let never: Guest;

beforeAll(async () => {
  world = await startWorld({ startAt: "2026-03-10T18:02:00+01:00", clockStandsStill: true });
  maria = addGuest(world, { name: "María", waId: "34600900131" });
  never = await enterGuest(world, { name: "Ana Prats", waId: "34600900132" });
  await maria.writes("Hola");
});
afterAll(() => world.close());

async function channel(): Promise<ChannelView> {
  const { items } = await world.api.get<{ items: ChannelView[] }>("/channels");
  const found = items.find(({ id }) => id === world.whatsappChannelId);
  if (found === undefined) {
    throw new Error("no channel");
  }
  return found;
}
/** As who opens its page a while later sees it. */
function health(): Promise<ChannelHealthView> {
  world.clock.advance(2 * minuteMs);
  return world.api.get<ChannelHealthView>(`/channels/${world.whatsappChannelId}/health`);
}
async function change(what: Parameters<World["cloudApi"]["changeAccount"]>[1]): Promise<void> {
  world.cloudApi.changeAccount(hotel.wabaId, what);
  await world.settle();
}
const template = (guest: Guest) => guest.sendTemplate("respuesta_pendiente", { 1: "Ana", 2: "el parking" });
const offer = (guest: Guest) => guest.sendTemplate("oferta_escapada", { nombre: "Ana", descuento: "15 %" });

it("§7.6 the page shows what the nodes tell, and whom was written to first in 24 h", async () => {
  await change({ messagingLimit: "TIER_250" });
  expect(await health()).toMatchObject({
    status: "connected",
    quality: "green",
    throughput: "standard",
    perSecond: 80,
    limit: "tier_250",
    mostPeople: 250,
    reached: 0,
    canSend: "available",
    isSubscribed: true,
    hold: null,
    alarms: [],
  });
});

it("§4.8 a restriction of what the business begins holds templates outside the window, and says so", async () => {
  await change({
    restrictions: ["RESTRICTED_BIZ_INITIATED_MESSAGING"],
    restrictedUntil: "2026-03-12T10:00:00Z",
  });
  expect(await channel()).toMatchObject({
    hold: "answers-only",
    alarm: { code: "restricted-first", level: "danger", until: "2026-03-12T10:00:00.000Z" },
  });
  expect(await template(never)).toMatchObject({
    status: 422,
    body: { code: "MESSAGE_REFUSED", details: { reason: "channel-restricted" } },
  });
  expect(await maria.answer("Claro")).toMatchObject({ status: 202 });
  await change({ restrictions: [] });
  expect(await channel()).toMatchObject({ hold: null, alarm: null });
});

it("§4.8 a ban refuses everything with its reason until it is lifted", async () => {
  await change({ ban: "DISABLE", banDate: "2026-03-10" });
  expect(await channel()).toMatchObject({
    hold: "banned",
    alarm: { code: "banned", detail: "2026-03-10" },
    state: "restricted",
    stateDetail: "banned",
  });
  expect(await maria.answer("¿Sigues ahí?")).toMatchObject({
    status: 422,
    body: { details: { reason: "channel-banned" } },
  });
  expect((await health()).alarms.map(({ code }) => code)).toContain("banned");
  await change({ ban: "REINSTATE" });
  expect(await channel()).toMatchObject({ hold: null, alarm: null, state: "connected", stateDetail: null });
  expect(await maria.answer("Ya volvimos")).toMatchObject({ status: 202 });
});

it("a payment that is missing is seen when the page is opened, with WhatsApp's own advice", async () => {
  await change({ hasPaymentMethod: false });
  expect(await health()).toMatchObject({
    canSend: "limited",
    alarms: [{ code: "payment", level: "danger" }],
    problems: [{ code: "141006", solution: expect.any(String) }],
  });
  expect((await channel()).alarm).toMatchObject({ code: "payment" });
  await change({ hasPaymentMethod: true });
  expect((await health()).alarms).toEqual([]);
});

it("a template outside the window counts its customer once (§7.2)", async () => {
  const before = (await health()).reached;
  expect(await template(never)).toMatchObject({ status: 202 });
  await template(never);
  await world.settle();
  expect((await health()).reached).toBe(before + 1);
});

it("§7.5 a template of marketing to a customer who stopped marketing is refused before the call", async () => {
  const { id } = (await never.thread()).customer;
  const stop = (version: number, marketingStopped: boolean) =>
    world.api.call("PATCH", `/customers/${id}`, { version, marketingStopped });
  await stop(1, true);
  const calls = world.cloudApi.calls().length;
  expect(await offer(never)).toMatchObject({
    status: 422,
    body: { code: "MESSAGE_REFUSED", details: { reason: "marketing-stopped" } },
  });
  expect(world.cloudApi.calls()).toHaveLength(calls);
  expect(await never.thread()).toMatchObject({ marketingStopped: true });
  await stop(2, false);
  expect(await offer(never)).toMatchObject({ status: 202 });
});

it("§4.6 errors that come alone stand at the channel with their reason until a week has passed", async () => {
  const people = { waId: "34600900133", bsuid: "ES.1349120865530133", mark: "E" };
  const take = async (fixture: string) =>
    expect(await postWebhook(world.webhookUrl, shapeBody(fixture, people))).toBe(200);
  await take("history-declined");
  const declined = {
    code: "error",
    reason: "history-sync",
    level: "info",
    detail: "The business declined to share its history. (2593109)",
  };
  expect((await health()).alarms).toEqual([{ ...declined, until: null }]);
  expect(await channel()).toMatchObject({ alarm: null, state: "connected" });
  await take("account-error");
  await take("account-error");
  const locked = {
    code: "error",
    reason: "account-locked",
    level: "danger",
    detail: "Account locked (131031)",
  };
  expect((await health()).alarms).toMatchObject([locked, declined]);
  // Everybody sees what stops messages.
  expect(await channel()).toMatchObject({ alarm: locked });
  world.clock.advance(7 * dayMs);
  expect(await channel()).toMatchObject({ alarm: null });
  expect((await health()).alarms).toEqual([]);
});
