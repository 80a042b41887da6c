import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "#contract/messages.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { createSecretBox } from "#server/secret-box.ts";
import { parseSecretKeys } from "#server/secret-key.ts";
import { workspaceKeyOf } from "#server/workspace-key.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { eventually } from "../support/eventually.ts";
import { seedWorkspace } from "../support/seed-workspace.ts";
import { bodyOf, textOf } from "../support/webhook-bodies.ts";
import { postWebhook } from "../support/webhooks.ts";
import { march, startWorld, type World } from "../support/world.ts";

let world: World;

beforeAll(async () => {
  world = await startWorld({ clockStandsStill: true, startAt: march("01 09:00:00") });
});
afterAll(() => world.close());

const rows = <Row extends object>(workspaceId: string, text: string, values: readonly unknown[] = []) =>
  withWorkspaces(world.server.ctx.db, [workspaceId], (db) =>
    db.query<Row & Record<string, unknown>>({ text, values }),
  );

/** A customer writes from her phone. */
async function customerWrites(waId: string, text: string): Promise<void> {
  world.cloudApi.writeAsCustomer(waId, {
    type: "text",
    text: { body: text },
    phoneNumberId: hotel.phoneNumberId,
  });
  await world.settle();
}
const threadOf = async (waId: string) => {
  const [row] = await rows<{ id: string }>(
    world.workspaceId,
    "select t.id from threads t join addresses a on a.customer_id = t.customer_id where a.value = $1 limit 1",
    [waId],
  );
  return row?.id ?? "";
};
const messagesOf = async (threadId: string) =>
  (await world.api.get<{ items: Message[] }>(`/threads/${threadId}/messages`)).items;

describe("a clock that jumps (F16)", () => {
  it("back by hours: what comes then is filed, sent once, and nothing that was told is taken back", async () => {
    const waId = "34600900821";
    world.cloudApi.addCustomer({ waId, name: "Vera" });
    world.at("10 18:00:00");
    await customerWrites(waId, "¿Hay parking?");
    const threadId = await threadOf(waId);
    const send = (text: string) =>
      world.api.post<Message>(`/threads/${threadId}/messages`, {
        kind: "text",
        channelId: world.whatsappChannelId,
        clientId: newId(),
        text,
      });
    await send("Sí");
    await world.settle();
    world.at("10 12:00:00");
    await customerWrites(waId, "¿Y piscina?");
    await send("También");
    await world.settle();
    const messages = await messagesOf(threadId);
    expect(
      messages
        .filter(({ direction }) => direction === "in")
        .map(({ text }) => text)
        .sort(),
    ).toEqual(["¿Hay parking?", "¿Y piscina?"]);
    const sent = messages.filter(({ direction, automatic }) => direction === "out" && !automatic);
    expect(sent.map(({ status }) => status)).toEqual(["delivered", "delivered"]);
    const calls = world.cloudApi.calls().filter(({ body }) => JSON.stringify(body).includes("También"));
    expect(calls).toHaveLength(1);
    const queue = await rows(world.workspaceId, "select message_id from delivery_queue");
    expect(queue).toEqual([]);
  });
});

describe("a workspace made while the processes run", () => {
  it("takes webhooks and sends at once, without a restart", async () => {
    const { ctx } = world.server;
    const workspaceId = await seedWorkspace(ctx.db);
    const box = createSecretBox(parseSecretKeys(Buffer.alloc(32, 7).toString("base64")));
    const channelId = newId();
    const url = `${world.url}/webhooks/whatsapp/${workspaceKeyOf(workspaceId)}`;
    const waId = "34600900822";
    world.cloudApi.addCustomer({ waId, name: "Nuria" });
    const at = world.clock.now();
    const body = bodyOf({ messages: [textOf({ id: "wamid.NEW", waId, at, text: "Hola" })] });
    expect(await postWebhook(url, body)).toBe(404);
    const secrets = {
      accessToken: hotel.accessToken,
      appSecrets: [hotel.appSecret],
      verifyToken: hotel.verifyToken,
    };
    await rows(
      workspaceId,
      `insert into channels (workspace_id, id, kind, name, provider_id, account_ref, config, secrets, time_zone, created_at)
       values ($1, $2, 'whatsapp', 'Otro', $3, $4, $5, $6, 'Europe/Madrid', '2025-01-01') returning id`,
      [
        workspaceId,
        channelId,
        hotel.phoneNumberId,
        hotel.wabaId,
        JSON.stringify({ phoneNumberId: hotel.phoneNumberId, wabaId: hotel.wabaId }),
        box.seal(`channel ${workspaceId} ${channelId}`, JSON.stringify(secrets)),
      ],
    );
    ctx.doorbell.ring([{ what: "channels", workspaceId }]);
    await eventually(async () => (await postWebhook(url, body)) === 200);
    const [message] = await rows<{ text: string }>(workspaceId, "select text from messages");
    expect(message?.text).toBe("Hola");
  });
});
