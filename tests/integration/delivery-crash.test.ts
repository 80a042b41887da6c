import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type ChannelAccount,
  type ChannelAdapter,
  nobody,
  type OutboundMessage,
  type SendOutcome,
} from "#channels/channel.ts";
import { createWhatsAppAdapter } from "#channels/whatsapp/adapter.ts";
import { type DeliveryWorld, startDeliveryWorld } from "../support/delivery-world.ts";
import { eventually } from "../support/eventually.ts";

const hourMs = 3_600_000;
const maria = "34600900001";

let world: DeliveryWorld;

beforeEach(async () => {
  world = await startDeliveryWorld();
});

afterEach(async () => {
  await world.close();
});

/** An adapter whose calls end when the test says so. */
function slowAdapter(): ChannelAdapter & {
  /** Open calls by their text. */
  calls: Map<string | null, (outcome: SendOutcome) => void>;
  aborted: number;
} {
  const adapter = {
    ...createWhatsAppAdapter({ graphUrl: world.api.url, graphVersion: "v24.0" }),
    calls: new Map<string | null, (outcome: SendOutcome) => void>(),
    aborted: 0,
    send(_account: ChannelAccount, message: OutboundMessage, signal: AbortSignal) {
      return new Promise<SendOutcome>((resolve) => {
        adapter.calls.set(message.text, resolve);
        signal.addEventListener("abort", () => {
          adapter.aborted += 1;
          resolve({ kind: "unknown", detail: "aborted" });
        });
      });
    },
  };
  return adapter;
}

const accepted: SendOutcome = { kind: "accepted", providerId: "wamid.late", held: false, recipient: nobody };

/** As if the minute of the lease were over. */
function endLeases(): Promise<unknown> {
  return world.sql(
    "update delivery_queue set leased_until = now() - interval '1 second' where lease_id is not null",
  );
}

describe("a process that dies or stalls", () => {
  it("F6, L7: between attempt and receipt: another one settles the message as unknown and calls nothing", async () => {
    const adapter = slowAdapter();
    const dying = world.startDelivery({ adapter });
    const person = await world.customerWrites(maria);
    const messageId = await world.submit(person, { text: "0" });
    await eventually(() => adapter.calls.size === 1);
    expect(await world.end(messageId)).toMatchObject({ status: "sending" });
    await endLeases();
    await world.startDelivery().settled();
    expect(await world.end(messageId)).toMatchObject({ status: "unknown", attempts: 1, inQueue: false });
    expect(world.api.calls()).toEqual([]);
    adapter.calls.get("0")?.(accepted);
    await dying.settled();
  });

  it("a receipt that comes after the lease was lost still tells what is known, and plans nothing", async () => {
    const adapter = slowAdapter();
    const stalled = world.startDelivery({ adapter });
    const person = await world.customerWrites(maria);
    const [accepts = "", refuses = ""] = await world.submitMany(
      [person, await world.customerWrites("34600900002")],
      String,
    );
    await eventually(() => adapter.calls.size === 2);
    await endLeases();
    await world.startDelivery().settled();
    expect(await world.end(accepts)).toMatchObject({ status: "unknown" });
    adapter.calls.get("0")?.(accepted);
    const failure = { reason: "throughput", code: "130429", detail: null } as const;
    adapter.calls.get("1")?.({ kind: "refused", failure, retryable: true, retryAfterMs: null });
    await stalled.settled();
    expect(await world.end(accepts)).toMatchObject({ status: "sent", providerId: "wamid.late", attempts: 1 });
    expect(await world.end(refuses)).toMatchObject({ status: "failed", inQueue: false, attempts: 1 });
  });

  it("a status that came after the crash settles the message; its row leaves the queue and the lane goes on", async () => {
    const adapter = slowAdapter();
    world.startDelivery({ adapter });
    const person = await world.customerWrites(maria);
    const [first = "", second = ""] = await world.submitMany([person, person], String);
    await eventually(() => adapter.calls.size === 1);
    await world.hearStatus(first, "delivered");
    expect(await world.end(first)).toMatchObject({ status: "delivered", inQueue: true });
    await endLeases();
    await world.startDelivery().settled();
    expect(await world.end(first)).toMatchObject({ status: "delivered", attempts: 1, inQueue: false });
    await eventually(async () => (await world.end(second)).attempts === 1);
    adapter.calls.get("0")?.(accepted);
    adapter.calls.get("1")?.(accepted);
  });

  it("F7: after the lease but before the attempt: the row is free again and is sent once", async () => {
    const person = await world.customerWrites(maria);
    const messageId = await world.submit(person);
    await world.sql(
      "update delivery_queue set lease_id = gen_random_uuid(), leased_until = now() - interval '1 second'",
    );
    await world.startDelivery().settled();
    await eventually(async () => (await world.end(messageId)).status === "sent");
    expect(world.api.calls()).toHaveLength(1);
  });

  it("W10, P5: the window closes after the claim and before the call: nothing is called, the text comes back", async () => {
    const person = await world.customerWrites(maria);
    const [first = "", second = ""] = await world.submitMany(
      [person, await world.customerWrites("34600900002")],
      String,
    );
    // Slots lie 12.5 ms apart: the call of the one moves the clock past the closing of the other.
    const adapter = {
      ...createWhatsAppAdapter({ graphUrl: world.api.url, graphVersion: "v24.0" }),
      async send(): Promise<SendOutcome> {
        world.clock.advance(24 * hourMs);
        return accepted;
      },
    };
    await world.startDelivery({ adapter }).settled();
    const ends = [await world.end(first), await world.end(second)];
    expect(ends.find(({ status }) => status === "sent")).toMatchObject({ attempts: 1, inQueue: false });
    expect(ends.find(({ status }) => status !== "sent")).toMatchObject({
      status: "expired",
      failure: { reason: "window" },
      attempts: 0,
      inQueue: false,
    });
  });

  it("stop takes nothing more, lets open calls end and stores their receipts", async () => {
    const adapter = slowAdapter();
    const delivery = world.startDelivery({ adapter });
    const person = await world.customerWrites(maria);
    const [first = "", second = ""] = await world.submitMany([person, person], String);
    await eventually(() => adapter.calls.size === 1);
    const stopped = delivery.stop();
    adapter.calls.get("0")?.(accepted);
    await stopped;
    expect(await world.end(first)).toMatchObject({ status: "sent", inQueue: false });
    expect(await world.end(second)).toMatchObject({ status: "queued", attempts: 0 });
    expect(adapter).toMatchObject({ aborted: 0 });
  });

  it("an adapter that throws has perhaps sent: unknown", async () => {
    const adapter = {
      ...createWhatsAppAdapter({ graphUrl: world.api.url, graphVersion: "v24.0" }),
      send: () => Promise.reject(new Error("a mistake of ours")),
    };
    const messageId = await world.submit(await world.customerWrites(maria));
    await world.startDelivery({ adapter }).settled();
    expect(await world.end(messageId)).toMatchObject({ status: "unknown", inQueue: false });
  });
});

describe("an automatic answer (R11, R12)", () => {
  const rule =
    "insert into auto_reply_rules (workspace_id, enabled, text, every_hours, quiet_minutes) values ($1, true, 'Hola', 12, 30)";

  async function answerAutomatically(): Promise<string> {
    await world.sql(rule, [world.workspaceId]);
    const person = await world.customerWrites(maria);
    const [automatic] = await world.sql<{ id: string }>("select id from messages where automatic");
    if (automatic !== undefined) {
      return automatic.id;
    }
    const [cause] = await world.sql<{ id: string }>("select id from messages where direction = 'in'");
    return world.submit(person, { automatic: true, causeId: cause?.id ?? null });
  }

  it("goes out while nothing has changed", async () => {
    const messageId = await answerAutomatically();
    await world.startDelivery().settled();
    expect(await world.end(messageId)).toMatchObject({ status: "sent" });
  });

  it.each<[string, () => Promise<unknown>]>([
    ["the rule was switched off", () => world.sql("update auto_reply_rules set enabled = false")],
    ["the question is older than 10 minutes", async () => world.clock.advance(601_000)],
    [
      "a person wrote since",
      async () => {
        const [row] = await world.sql<{ threadId: string; identityId: string }>(
          `select thread_id as "threadId", identity_id as "identityId" from messages where automatic`,
        );
        const [channelId = ""] = world.channels;
        return row && world.submit({ ...row, waId: maria, channelId }, { text: "Buenas, soy Ana" });
      },
    ],
  ])("is overtaken, quietly, when %s", async (_, change) => {
    const messageId = await answerAutomatically();
    await change();
    await world.startDelivery().settled();
    expect(await world.end(messageId)).toMatchObject({
      status: "failed",
      failure: { reason: "superseded" },
      attempts: 0,
      inQueue: false,
    });
  });
});
