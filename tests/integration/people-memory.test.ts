import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { CustomerDetail } from "#contract/customers.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

let world: World;
let maria: Guest;
beforeAll(async () => {
  world = await startWorld({ startAt: march("10 10:00:00") });
  maria = addGuest(world, { name: "María Ferrer", waId: "34600900001" });
});
afterAll(() => world.close());
beforeEach(async () => {
  // So often that nothing of hers is looked up any more.
  for (const text of ["Hola", "¿Hay parking?", "¿Y piscina?", "¿Y spa?"]) {
    await maria.writes(text);
  }
});

it("what an agent changes between two messages of a customer is not undone by the next", async () => {
  const id = await maria.threadId();
  const { customer, version } = await maria.thread();
  await world.api.post(`/threads/${id}/read`, {});
  const card = await world.api.get<CustomerDetail>(`/customers/${customer.id}`);
  await world.api.patch(`/customers/${customer.id}`, {
    version: card.version,
    language: "de",
  });
  await world.api.patch(`/threads/${id}`, { version, status: "resolved" });
  await maria.writes("Se me olvidaba una cosa");
  expect(await maria.thread()).toMatchObject({
    unread: 1,
    status: "open",
    version: version + 2,
  });
  expect(await world.api.get(`/customers/${customer.id}`)).toMatchObject({ language: "de" });
});

it("an address that an agent adds is known at the next message", async () => {
  const { customer } = await maria.thread();
  await world.api.post(`/customers/${customer.id}/addresses`, { phone: "+34600900002" });
  const other = addGuest(world, { name: "Móvil de María", waId: "34600900002" });
  await other.writes("Soy yo, con el otro móvil");
  // Not the last one: the provider's times are whole seconds, those of the thread's own lines are not.
  expect((await maria.messages()).map(({ text }) => text)).toContain("Soy yo, con el otro móvil");
});

it("two processes that take in messages of one customer count each once", async () => {
  const other = await world.startAnother({});
  const path = `/webhooks/whatsapp/${world.workspaceKey}`;
  const { unread } = await maria.thread();
  for (const url of [other.url, world.server.url, other.url, other.url, other.url, world.server.url]) {
    world.cloudApi.setWebhookUrl(`${url}${path}`);
    await maria.writes("¿Sigue ahí?");
  }
  expect((await maria.thread()).unread).toBe(unread + 6);
  expect((await maria.messages()).filter(({ text }) => text === "¿Sigue ahí?")).toHaveLength(6);
});
