import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "#contract/messages.ts";
import type { ThreadItem } from "#contract/threads.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import type { RunningServer } from "#server/start-server.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { bodyOf, contactOf, photoOf, textOf } from "../support/webhook-bodies.ts";
import { postWebhook } from "../support/webhooks.ts";
import { march, startWorld, type World } from "../support/world.ts";

describe("webhooks come twice", () => {
  let world: World;
  let other: RunningServer;
  let count = 0;
  const now = () => world.clock.now();

  beforeAll(async () => {
    world = await startWorld({ clockStandsStill: true, startAt: march("01 09:00:00") });
    await world.api.put("/settings/auto-reply", {
      enabled: true,
      text: "Hola, te respondemos en unos minutos.",
      everyHours: 0,
      quietMinutes: 0,
    });
    other = await world.startAnother({ ROLE: "web,ingest" });
    world.at("10 18:02:00");
  });
  afterAll(() => world.close());

  const newId = () => {
    count += 1;
    return { id: `wamid.TWICE${count}`, waId: `3460090020${count}`, name: `Cliente ${count}` };
  };
  const post = (body: Buffer) => postWebhook(world.webhookUrl, body);
  const postToOther = (body: Buffer) =>
    postWebhook(`${other.url}/webhooks/whatsapp/${world.workspaceKey}`, body);

  const threadsOf = async (name: string) => {
    const { items } = await world.api.get<{ items: ThreadItem[] }>("/threads?limit=100");
    return items.filter(({ customer }) => customer.name === name);
  };
  const messagesOf = async (name: string) => {
    const [thread] = await threadsOf(name);
    const page = await world.api.get<{ items: Message[] }>(`/threads/${thread?.id}/messages`);
    return page.items.toReversed();
  };
  const eventsOf = (messageIds: readonly string[]) =>
    withWorkspaces(world.server.ctx.db, [world.workspaceId], async (db) => {
      const rows = await db.query<{ id: string }>({
        text: `select payload->>'messageId' as id from events
               where kind = 'message.created' and payload->>'messageId' = any($1::text[])`,
        values: [messageIds],
      });
      return rows.map(({ id }) => id);
    });
  /** One message, one automatic answer, one event for each, one unread, one charge. */
  async function expectOnce(name: string): Promise<void> {
    await world.settle();
    const messages = await messagesOf(name);
    expect(messages).toMatchObject([{ direction: "in" }, { direction: "out", automatic: true }]);
    const ids = messages.map(({ id }) => id);
    expect((await eventsOf(ids)).toSorted()).toEqual(ids.toSorted());
    expect(await threadsOf(name)).toMatchObject([{ unread: 1, unanswered: true }]);
    expect(messages.flatMap(({ charge }) => charge ?? [])).toHaveLength(1);
  }
  const one = () => {
    const { id, waId, name } = newId();
    const messages = [textOf({ id, waId, at: now(), text: "¿Hay parking?" })];
    return { name, body: bodyOf({ contacts: [contactOf(waId, name)], messages }) };
  };

  it("F1 in a row: one message, one event, one automatic answer", async () => {
    const { name, body } = one();
    expect([await post(body), await post(body)]).toEqual([200, 200]);
    await expectOnce(name);
  });

  it("F1 at once, eight times: one message, one event, one automatic answer", async () => {
    const { name, body } = one();
    const statuses = await Promise.all(Array.from({ length: 8 }, () => post(body)));
    expect(statuses).toEqual(Array.from({ length: 8 }, () => 200));
    await expectOnce(name);
  });

  it("F1 twice in one body: one message, one event, one automatic answer", async () => {
    const { id, waId, name } = newId();
    const message = textOf({ id, waId, at: now(), text: "¿Hay parking?" });
    const change = { contacts: [contactOf(waId, name)], messages: [message, message] };
    expect(await post(bodyOf(change, change))).toBe(200);
    await expectOnce(name);
  });

  it("F1 to two processes at once: one message, one event, one automatic answer", async () => {
    const { name, body } = one();
    const posts = Array.from({ length: 6 }, (_, index) => (index % 2 === 0 ? post(body) : postToOther(body)));
    expect(await Promise.all(posts)).toEqual(Array.from({ length: 6 }, () => 200));
    await expectOnce(name);
  });

  it("F1 days later: nothing changes", async () => {
    const { name, body } = one();
    expect(await post(body)).toBe(200);
    await expectOnce(name);
    const before = await messagesOf(name);
    world.at("13 18:02:00");
    expect([await post(body), await postToOther(body)]).toEqual([200, 200]);
    await expectOnce(name);
    expect(await messagesOf(name)).toEqual(before);
    world.at("10 18:02:00");
  });

  it("F2 the same id with another body: the first wins and the difference is kept for a person", async () => {
    const { id, waId, name } = newId();
    const body = (text: string) =>
      bodyOf({ contacts: [contactOf(waId, name)], messages: [textOf({ id, waId, at: now(), text })] });
    expect([await post(body("¿Hay parking?")), await post(body("Otra cosa"))]).toEqual([200, 200]);
    await expectOnce(name);
    expect((await messagesOf(name))[0]?.text).toBe("¿Hay parking?");
    expect(await quarantined("Otra cosa")).toEqual(["changed-copy"]);
    expect(await quarantined("¿Hay parking?")).toEqual([]);
  });

  it("F3 the same id on two channels is two messages: the key holds the channel", async () => {
    const { id, waId, name } = newId();
    const change = {
      contacts: [contactOf(waId, name)],
      messages: [textOf({ id, waId, at: now(), text: "¿Una mesa?" })],
    };
    expect(await post(bodyOf(change))).toBe(200);
    expect(await post(bodyOf({ ...change, phoneNumberId: hotel.phoneNumberId2 }))).toBe(200);
    await world.settle();
    const received = (await messagesOf(name)).filter(({ direction }) => direction === "in");
    expect(new Set(received.map(({ channelId }) => channelId))).toEqual(
      new Set([world.whatsappChannelId, world.restaurantChannelId]),
    );
    expect(await threadsOf(name)).toMatchObject([{ unread: 2 }]);
  });

  it.each([
    ["in one body", (_index: number) => 0, false],
    ["in bodies that come at once", (index: number) => index, false],
    ["in bodies that come to two processes at once", (index: number) => index, true],
  ])(
    "F28 R13 P8 the album of a new customer %s: one customer, one thread, in order",
    async (_, bodyOfPhoto, toBoth) => {
      await world.api.put("/settings/auto-reply", {
        enabled: true,
        text: "Hola",
        everyHours: 12,
        quietMinutes: 30,
      });
      const { waId, name, id } = newId();
      const bodies = new Map<number, ReturnType<typeof photoOf>[]>();
      const ids = Array.from({ length: 10 }, (_, index) => `${id}.${index}`);
      for (const [index, photo] of ids.entries()) {
        const photos = bodies.get(bodyOfPhoto(index)) ?? [];
        bodies.set(bodyOfPhoto(index), [...photos, photoOf({ id: photo, waId, at: now() })]);
      }
      const posts = [...bodies].map(([index, messages]) => {
        const body = bodyOf({ contacts: [contactOf(waId, name)], messages });
        return toBoth && index % 2 === 1 ? postToOther(body) : post(body);
      });
      expect(new Set(await Promise.all(posts))).toEqual(new Set([200]));
      await world.settle();
      expect(await threadsOf(name)).toMatchObject([{ unread: 10 }]);
      const messages = await messagesOf(name);
      const received = messages.filter(({ direction }) => direction === "in");
      expect(received.map(({ providerId }) => providerId).toSorted()).toEqual(ids.toSorted());
      expect(messages.filter(({ automatic }) => automatic)).toHaveLength(1);
      expect(new Set(received.map(({ identityId }) => identityId)).size).toBe(1);
    },
  );

  const quarantined = (text: string) =>
    withWorkspaces(world.server.ctx.db, [world.workspaceId], async (db) => {
      const rows = await db.query<{ reason: string; body: Buffer }>({
        text: "select reason, body from quarantine",
      });
      return rows.filter(({ body }) => body.includes(text)).map(({ reason }) => reason);
    });
});
