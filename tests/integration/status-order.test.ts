import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "#contract/messages.ts";
import type { ConversationView } from "#contract/threads.ts";
import { eventually } from "../support/eventually.ts";
import { enterGuest, type Guest } from "../support/guest.ts";
import { bodyOf, contactOf, statusOf, textOf } from "../support/webhook-bodies.ts";
import { postWebhook } from "../support/webhooks.ts";
import { march, startWorld, type World } from "../support/world.ts";

/** Seconds after the call at which each thing really happened, whatever the order in which it is told. */
const happenedAfter = { sent: 1, delivered: 2, read: 3, failed: 4 };
type Status = keyof typeof happenedAfter;

describe("statuses in any order", () => {
  let world: World;
  let count = 0;
  const start = Date.parse(march("10 10:00:00"));

  beforeAll(async () => {
    world = await startWorld({ clockStandsStill: true, startAt: march("01 09:00:00") });
    world.cloudApi.addFault({ kind: "drop-status", times: null });
    world.clock.set(start);
  });
  afterAll(() => world.close());

  type Sent = { guest: Guest; threadId: string; wamid: string };

  /** A template to somebody new, accepted by WhatsApp; of its statuses nothing is told. */
  async function send(): Promise<Sent> {
    count += 1;
    const waId = `34600900${300 + count}`;
    const guest = await enterGuest(world, { name: `Cliente ${count}`, waId });
    const threadId = await guest.threadId();
    const { id } = await world.api.post<{ id: string }>(`/threads/${threadId}/messages`, {
      kind: "template",
      channelId: world.whatsappChannelId,
      clientId: crypto.randomUUID(),
      template: {
        name: "recordatorio_llegada",
        language: "es_ES",
        fields: { body: { "1": "María", "2": "viernes" } },
      },
    });
    const wamid = await eventually(async () => {
      const sent = await messageOf(threadId, id);
      return sent?.status === "sent" && sent.providerId !== null && sent.providerId;
    });
    return { guest, threadId, wamid: wamid === false ? "" : wamid };
  }
  async function messageOf(threadId: string, id?: string): Promise<Message | undefined> {
    const { items } = await world.api.get<{ items: Message[] }>(`/threads/${threadId}/messages`);
    return id === undefined ? items[0] : items.find((message) => message.id === id);
  }
  const told = ({ guest, wamid }: Sent, status: Status) =>
    statusOf({ id: wamid, waId: guest.id, status, at: start + 1000 * happenedAfter[status] });

  /** What the thread shows in the end: all that must not depend on the order. */
  async function endOf({ threadId }: Sent) {
    const message = await messageOf(threadId);
    const { conversations } = await world.api.get<{ conversations: ConversationView[] }>(
      `/threads/${threadId}`,
    );
    return {
      status: message?.status,
      error: message?.error?.reason,
      charge: [message?.charge?.state, message?.charge?.amount],
      conversations: conversations.map(({ category, startedBy, startsAt, confirmed }) => [
        category,
        startedBy,
        startsAt,
        confirmed,
      ]),
    };
  }
  const reachedAt = (seconds: number) => [
    ["utility", "business", new Date(start + 1000 * seconds).toISOString(), true],
  ];
  const ends: [Status[], object][] = [
    [
      ["sent", "delivered", "read", "failed"],
      {
        status: "read",
        error: "not-on-whatsapp",
        charge: ["confirmed", "0.020000"],
        conversations: reachedAt(2),
      },
    ],
    [
      ["sent", "delivered", "failed"],
      {
        status: "delivered",
        error: "not-on-whatsapp",
        charge: ["confirmed", "0.020000"],
        conversations: reachedAt(2),
      },
    ],
    [
      ["sent", "read"],
      { status: "read", error: undefined, charge: ["confirmed", "0.020000"], conversations: reachedAt(3) },
    ],
    [
      ["sent", "failed"],
      { status: "failed", error: "not-on-whatsapp", charge: ["dropped", "0.000000"], conversations: [] },
    ],
  ];

  it.each(ends)("F4 P8 %j in every order, one webhook each: the same end", async (statuses, end) => {
    const orders = permutations(statuses);
    const messages = await Promise.all(orders.map(send));
    for (const step of statuses.keys()) {
      const parts = messages.map((sent, index) => told(sent, orders[index]?.[step] ?? "sent"));
      expect(await postWebhook(world.webhookUrl, bodyOf({ statuses: parts }))).toBe(200);
    }
    await expectEnd(messages, orders, end);
  });

  it.each(ends)(
    "F4 F1 %j in every order in one webhook, which comes twice: the same end",
    async (statuses, end) => {
      const orders = permutations(statuses);
      const messages = await Promise.all(orders.map(send));
      const parts = messages.flatMap((sent, index) =>
        (orders[index] ?? []).map((status) => told(sent, status)),
      );
      const body = bodyOf({ statuses: parts });
      expect([await postWebhook(world.webhookUrl, body), await postWebhook(world.webhookUrl, body)]).toEqual([
        200, 200,
      ]);
      await expectEnd(messages, orders, end);
    },
  );

  async function expectEnd(messages: Sent[], orders: Status[][], end: object): Promise<void> {
    for (const [index, sent] of messages.entries()) {
      expect({ order: orders[index], ...(await endOf(sent)) }).toEqual({ order: orders[index], ...end });
    }
  }

  it("F4 a status that nobody knows is stored and changes nothing", async () => {
    const sent = await send();
    const before = await endOf(sent);
    const at = start + 5000;
    const strange = statusOf({ id: sent.wamid, waId: sent.guest.id, status: "warning", at });
    expect(await postWebhook(world.webhookUrl, bodyOf({ statuses: [strange] }))).toBe(200);
    expect(await endOf(sent)).toEqual(before);
  });

  it("F5 a status of a message that is not ours fails nothing: the rest of its body is taken", async () => {
    const sent = await send();
    const foreign = statusOf({ id: "wamid.FOREIGN", waId: "34600900999", status: "read", at: start });
    const text = textOf({ id: "wamid.NEW", waId: "34600900998", at: start, text: "Hola" });
    const body = bodyOf({
      statuses: [foreign, told(sent, "delivered")],
      messages: [text],
      contacts: [contactOf("34600900998", "Nueva")],
    });
    expect(await postWebhook(world.webhookUrl, body)).toBe(200);
    expect(await endOf(sent)).toMatchObject({ status: "delivered" });
    const { items } = await world.api.get<{ items: { customer: { name: string } }[] }>("/threads?limit=100");
    expect(items.map(({ customer }) => customer.name)).toContain("Nueva");
  });
});

/** All orders of a few things. */
function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) {
    return [[...items]];
  }
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}
