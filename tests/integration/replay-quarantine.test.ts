import { afterAll, beforeAll, expect, it } from "vitest";
import type { ThreadItem } from "#contract/threads.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { hotel, hotelWaba } from "../../scripts/demo/hotel.ts";
import { eventually } from "../support/eventually.ts";
import { bodyOf, contactOf, textOf } from "../support/webhook-bodies.ts";
import { postWebhook } from "../support/webhooks.ts";
import { march, startWorld, type World } from "../support/world.ts";

const golf = { id: "101600900900004", displayPhoneNumber: "+34 600 900 903", verifiedName: "La Marea Golf" };
const spa = { id: "101600900900003", displayPhoneNumber: "+34 600 900 902", verifiedName: "La Marea Spa" };

let world: World;

beforeAll(async () => {
  world = await startWorld({
    clockStandsStill: true,
    startAt: march("01 09:00:00"),
    cloudApi: { wabas: [{ ...hotelWaba, phoneNumbers: [...hotelWaba.phoneNumbers, spa, golf] }] },
  });
});
afterAll(() => world.close());

function connect(name: string, phoneNumberId: string): Promise<unknown> {
  return world.api.post("/channels", {
    kind: "whatsapp",
    name,
    phoneNumberId,
    wabaId: hotel.wabaId,
    accessToken: hotel.accessToken,
    appSecret: hotel.appSecret,
    verifyToken: hotel.verifyToken,
  });
}

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
  await connect("Spa", spa.id);
  await eventually(async () => (await threads()).length === 1);
  await world.settle();
  const [thread] = await threads();
  expect(thread?.customer.name).toBe("Vera");
  expect(thread?.lastMessage?.text).toBe("¿Abre el spa?");
  // W7: what is older than the connection opens no window.
  expect(thread?.windows.map(({ state }) => state)).not.toContain("open");
});

it("F30 of two numbers in one body each is filed when it is connected; a number nobody connects waits on", async () => {
  const { id, waId } = { id: "wamid.GOLF1", waId: "34600900778" };
  const text = (more: string) => textOf({ id: `${id}${more}`, waId, at: world.clock.now(), text: more });
  const changes = [
    { messages: [text("nobody")], phoneNumberId: "109999999999999" },
    { messages: [text("golf")], phoneNumberId: golf.id },
  ];
  expect(await postWebhook(world.webhookUrl, bodyOf(...changes))).toBe(200);
  await connect("Golf", golf.id);
  const filed = () =>
    withWorkspaces(world.server.ctx.db, [world.workspaceId], (db) =>
      db.query<{ text: string }>({
        text: `select text from messages where starts_with(provider_id, '${id}')`,
      }),
    );
  await eventually(async () => (await filed()).length > 0);
  await world.settle();
  expect(await filed()).toEqual([{ text: "golf" }]);
  const waiting = await withWorkspaces(world.server.ctx.db, [world.workspaceId], (db) =>
    db.query<{ detail: string }>({ text: "select detail from quarantine where replayed_at is null" }),
  );
  expect(waiting).toEqual([{ detail: "109999999999999" }]);
});
