import { afterAll, beforeAll, expect, inject, it } from "vitest";
import type { ThreadItem } from "#contract/threads.ts";
import { signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { type CuttingProxy, startCuttingProxy } from "../support/cutting-proxy.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
const names = ["Ana Roca", "Biel Mas", "Carla Puig", "Dani Soto", "Elsa Vega", "Fran Gil"];
const rounds = 14;
let world: World;
let proxy: CuttingProxy;
let guests: Guest[];

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 18:00:00") });
  proxy = await startCuttingProxy(world.url);
  guests = names.map((name, index) => addGuest(world, { name, waId: `3460090010${index}` }));
  for (const guest of guests) {
    await guest.writes("Hola");
  }
});
afterAll(async () => {
  await proxy.close();
  await world.close();
});

it("F23 the stream is cut at random for hundreds of events: list and thread are those of the API", async () => {
  const { page, open, log } = await signInAtDesk({ ...world, url: proxy.url }, browser);
  await open("Ana Roca");
  // A list under the pointer keeps its order.
  await page.mouse.move(0, 0);
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(guests.map((guest, index) => guest.writes(`Mensaje ${round}.${index}`)));
    if (round % 3 === 0) {
      await guests[round % guests.length]?.answer(`Respuesta ${round}`);
    }
  }
  await world.settle();
  expect(proxy.cuts()).toBeGreaterThan(5);
  proxy.heal();

  const listed = page.getByRole("region", { name: "Hilos" }).getByRole("listitem");
  await eventually(async () => {
    const { items } = await world.api.get<{ items: ThreadItem[] }>("/threads?limit=40");
    const shown = await listed.allInnerTexts();
    expect(shown).toHaveLength(items.length);
    for (const [index, { customer, lastMessage }] of items.entries()) {
      expect(shown[index]).toContain(customer.name);
      expect(shown[index]).toContain(lastMessage?.text);
    }
  });
  const messages = (await guests[0]?.messages()) ?? [];
  expect(messages.length).toBeGreaterThan(rounds);
  await eventually(async () => {
    const text = await log.innerText();
    const times = messages.slice(-8).map((message) => text.split(message.text ?? "").length - 1);
    expect(times).toEqual(times.map(() => 1));
  });
});
