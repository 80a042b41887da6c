import { afterAll, beforeAll, expect, it } from "vitest";
import type { ChannelView } from "#contract/channels.ts";
import { isSilent } from "#domain/silence.ts";
import { dayMs, hourMs } from "#domain/time.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { startWorld, type World } from "../support/world.ts";

let world: World;
let guest: Guest;

beforeAll(async () => {
  world = await startWorld({ clockStandsStill: true });
  guest = addGuest(world, { name: "María", waId: "34600900121" });
});

afterAll(() => world.close());

async function silentAfter(): Promise<number | null> {
  const { items } = await world.api.get<{ items: ChannelView[] }>("/channels");
  const channel = items.find(({ id }) => id === world.whatsappChannelId);
  return channel === undefined || channel.silentAfter === null ? null : Date.parse(channel.silentAfter);
}

async function countSilent(): Promise<number> {
  const text = await (await fetch(`${world.url}/metrics`)).text();
  return Number(/^mc_channels_silent\{channel="whatsapp"\} (\d+)$/m.exec(text)?.[1]);
}

async function hearAfter(ms: number): Promise<number> {
  world.clock.advance(ms);
  await guest.writes("Hola");
  return world.clock.now();
}

it("a channel that was never used, or once, is not silent", async () => {
  expect(await silentAfter()).toBeNull();
  await hearAfter(0);
  expect(await silentAfter()).toBeNull();
});

it("a busy channel is silent a day after its last sign of life, and no moment sooner", async () => {
  const last = await hearAfter(hourMs);
  expect(await silentAfter()).toBe(last + dayMs);
  world.clock.set(new Date(last + dayMs).toISOString());
  await eventually(async () => (await countSilent()) === 0);
  world.clock.advance(1);
  expect(isSilent(await silentAfter(), world.clock.now())).toBe(true);
  await eventually(async () => (await countSilent()) === 1);
});

it("what is usual follows its longest pause of the 14 days before the last sign of life", async () => {
  const resumed = await hearAfter(0);
  expect(await silentAfter()).toBe(resumed + 4 * (dayMs + 1));
  for (let day = 0; day < 14; day += 1) {
    await hearAfter(dayMs / 2);
    await hearAfter(dayMs / 2);
  }
  const last = world.clock.now();
  expect(await silentAfter()).toBe(last + 2 * dayMs);
});

it("a sign of life ends the silence, a word of the provider about our own message too", async () => {
  world.clock.advance(3 * dayMs);
  expect(isSilent(await silentAfter(), world.clock.now())).toBe(true);
  await guest.sendTemplate("recordatorio_llegada", { "1": "María", "2": "viernes" });
  await world.settle();
  expect(isSilent(await silentAfter(), world.clock.now())).toBe(false);
});

it("a channel that was connected again begins anew", async () => {
  await hearAfter(hourMs);
  expect(await silentAfter()).not.toBeNull();
  const { whatsappChannelId: id, url, apiKey } = world;
  const ended = await fetch(`${url}/api/v1/channels/${id}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${apiKey}` },
  });
  expect(ended.status).toBe(204);
  expect(await silentAfter()).toBeNull();
  world.clock.advance(30 * dayMs);
  const { phoneNumberId, wabaId, accessToken, appSecret, verifyToken } = hotel;
  const secrets = { accessToken, appSecret, verifyToken };
  await world.api.post("/channels", {
    kind: "whatsapp",
    name: "Recepción",
    phoneNumberId,
    wabaId,
    ...secrets,
  });
  await hearAfter(hourMs);
  expect(await silentAfter()).toBeNull();
  const last = await hearAfter(hourMs);
  expect(await silentAfter()).toBe(last + dayMs);
});
