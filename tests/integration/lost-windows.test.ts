import { afterAll, beforeAll, expect, it } from "vitest";
import type { CostSummary } from "#contract/costs.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import { enterGuest } from "../support/guest.ts";
import { startWorld, type World } from "../support/world.ts";

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const summary = () => world.api.get<CostSummary>("/costs/summary?month=2026-03");

it("D10 a window that runs out is lost, also when it is answered by mail, which saves the template", async () => {
  const guest = await enterGuest(world, { name: "Ana", waId: "34600900011", email: "ana@example.com" });
  await guest.writes("¿Hay parking?", { at: "10 10:00:00" });
  await guest.sendMail("Parking", "Sí, cubierto.", { at: "11 09:59:50" });
  expect(await summary()).toMatchObject({ lostWindows: { count: 0 }, saved: { byMail: [] } });
  await guest.writes("¿Y piscina?", { at: "11 12:00:00" });
  world.at("12 12:00:00");
  expect((await summary()).lostWindows).toMatchObject({ count: 1, open: 1 });
  await guest.sendMail("Piscina", "También.");
  const { lostWindows, saved } = await summary();
  expect(lostWindows).toMatchObject({ count: 1, open: 0, byMail: 1, costs: [] });
  expect(saved.byMail).toEqual([{ currency: "USD", messages: 1, amount: "0.020000", unpriced: 0 }]);
});

it("a thread that is resolved while its customer waits past the closing lost its window, and one that a template reopens is counted with its cost", async () => {
  const guest = await enterGuest(world, { name: "Eva", waId: "447700900011" });
  await guest.writes("¿Tenéis cuna?", { at: "13 10:00:00" });
  world.at("14 10:00:00");
  const { id, version } = await guest.thread();
  await world.api.patch<ThreadDetail>(`/threads/${id}`, { version, status: "resolved" });
  expect((await summary()).lostWindows).toMatchObject({ count: 2, open: 0, reopened: 0 });
  await guest.sendTemplate("recordatorio_llegada", { "1": "Eva", "2": "viernes" });
  expect((await summary()).lostWindows).toMatchObject({ count: 2, open: 0 });
  await guest.writes("Gracias", { at: "14 11:00:00" });
  world.at("15 11:00:00");
  await guest.sendTemplate("recordatorio_llegada", { "1": "Eva", "2": "viernes" });
  expect((await summary()).lostWindows).toMatchObject({
    count: 3,
    reopened: 1,
    byMail: 1,
    costs: [{ currency: "USD", messages: 1, amount: "0.022000", unpriced: 0 }],
  });
});
