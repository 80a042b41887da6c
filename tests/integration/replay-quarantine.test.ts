import { afterAll, beforeAll, expect, it } from "vitest";
import type { ThreadItem } from "#contract/threads.ts";
import { hotel, hotelWaba } from "../../scripts/demo/hotel.ts";
import { eventually } from "../support/eventually.ts";
import { bodyOf, contactOf, textOf } from "../support/webhook-bodies.ts";
import { postWebhook } from "../support/webhooks.ts";
import { march, startWorld, type World } from "../support/world.ts";

const spa = { id: "101600900900003", displayPhoneNumber: "+34 600 900 902", verifiedName: "La Marea Spa" };

let world: World;

beforeAll(async () => {
  world = await startWorld({
    clockStandsStill: true,
    startAt: march("01 09:00:00"),
    cloudApi: { wabas: [{ ...hotelWaba, phoneNumbers: [...hotelWaba.phoneNumbers, spa] }] },
  });
});
afterAll(() => world.close());

it("F30 what came for a number before it was connected is filed, once, when it is connected", async () => {
  const message = textOf({
    id: "wamid.SPA1",
    waId: "34600900777",
    at: world.clock.now(),
    text: "¿Abre el spa?",
  });
  const body = bodyOf({ contacts: [contactOf("34600900777", "Vera")], messages: [message] })
    .toString()
    .replace(hotel.phoneNumberId, spa.id);
  expect(await postWebhook(world.webhookUrl, Buffer.from(body))).toBe(200);
  const threads = async () => (await world.api.get<{ items: ThreadItem[] }>("/threads")).items;
  expect(await threads()).toEqual([]);
  world.clock.advance(60_000);
  await world.api.post("/channels", {
    kind: "whatsapp",
    name: "Spa",
    phoneNumberId: spa.id,
    wabaId: hotel.wabaId,
    accessToken: hotel.accessToken,
    appSecret: hotel.appSecret,
    verifyToken: hotel.verifyToken,
  });
  await eventually(async () => (await threads()).length === 1);
  await world.settle();
  const [thread] = await threads();
  expect(thread?.customer.name).toBe("Vera");
  expect(thread?.lastMessage?.text).toBe("¿Abre el spa?");
  // W7: what is older than the connection opens no window.
  expect(thread?.windows.map(({ state }) => state)).not.toContain("open");
});
