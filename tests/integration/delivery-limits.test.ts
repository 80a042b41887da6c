import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelAdapter } from "#channels/channel.ts";
import { createWhatsAppAdapter } from "#channels/whatsapp/adapter.ts";
import { type DeliveryWorld, numbers, type Person, startDeliveryWorld } from "../support/delivery-world.ts";
import { eventually } from "../support/eventually.ts";

let world: DeliveryWorld;

beforeEach(async () => {
  // The provider counts, but does not refuse: what is asked is what we do by ourselves.
  world = await startDeliveryWorld({ limits: { throughput: null, pair: null } });
});

afterEach(async () => {
  await world.close();
});

async function people(count: number, channelIndex = 0): Promise<Person[]> {
  const found: Person[] = [];
  for (let index = 0; index < count; index += 1) {
    found.push(await world.customerWrites(`346009${String(index).padStart(5, "0")}`, channelIndex));
  }
  return found;
}

/** When calls of a number reached the provider, ms. */
function callTimes(number: string): number[] {
  return world.api
    .calls()
    .filter(({ path }) => path.includes(number))
    .map(({ at }) => Date.parse(at));
}

/** Tells when calls were made, without the road to the provider, which is this busy process too. */
function recordingAdapter(): ChannelAdapter & { calledAt: number[] } {
  const whatsApp = createWhatsAppAdapter({ graphUrl: world.api.url, graphVersion: "v24.0" });
  const calledAt: number[] = [];
  return {
    ...whatsApp,
    calledAt,
    send(account, message, signal) {
      calledAt.push(performance.now());
      return whatsApp.send(account, message, signal);
    },
  };
}

/** The most calls within any second. */
function mostInASecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
}

/** Which message each call carried. */
function carried(): string[] {
  return world.api.calls().map(({ body }) => {
    const { to, text } = body as { to: string; text: { body: string } };
    return `${to} ${text.body}`;
  });
}

describe("two processes on one database", () => {
  it("F12: send each of 240 messages once, and never more than 81 in a second from one number", async () => {
    const persons = await people(80);
    const messageIds = await world.submitMany([...persons, ...persons, ...persons], String);
    const adapter = recordingAdapter();
    const deliveries = [world.startDelivery({ adapter }), world.startDelivery({ adapter })];
    await Promise.all(deliveries.map((delivery) => delivery.settled()));
    await eventually(async () => (await world.sql("select 1 from delivery_queue")).length === 0);
    expect(carried()).toHaveLength(240);
    expect(new Set(carried()).size).toBe(240);
    expect(mostInASecond(adapter.calledAt)).toBeLessThanOrEqual(81);
    const states = await world.sql<{ status: string; count: number }>(
      "select status, count(*)::integer as count from messages where direction = 'out' group by status",
    );
    expect(states).toEqual([{ status: "sent", count: messageIds.length }]);
    const sent = await world.sql("select 1 from attempts where state->>'status' = 'sent'");
    expect(sent).toHaveLength(240);
  });

  it("keep the order of every lane", async () => {
    const persons = await people(6);
    const order = Array.from({ length: 5 }).flatMap(() => persons);
    await world.submitMany(order, String);
    const deliveries = [world.startDelivery(), world.startDelivery()];
    await Promise.all(deliveries.map((delivery) => delivery.settled()));
    await eventually(async () => (await world.sql("select 1 from delivery_queue")).length === 0);
    for (const { waId } of persons) {
      const own = carried().filter((line) => line.startsWith(`+${waId} `));
      const places = own.map((line) => Number(line.split(" ")[1]));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(places).toHaveLength(5);
    }
  });

  it("numbers do not wait for each other", async () => {
    const [flood, other] = [await people(120), await people(1, 1)];
    await world.submitMany([...flood, ...other], String);
    const delivery = world.startDelivery();
    await eventually(() => callTimes(numbers[1]).length === 1);
    expect(callTimes(numbers[0]).length).toBeLessThan(120);
    await delivery.settled();
    expect(callTimes(numbers[0])).toHaveLength(120);
  });
});

describe("one customer (F13)", () => {
  it("who got her 45 and more waits in the queue, with the whole lane; others pass her", async () => {
    const [maria, ana] = await people(2);
    if (maria === undefined || ana === undefined) {
      throw new Error("nobody wrote");
    }
    await world.sql(
      `insert into send_limits (workspace_id, channel_id, scope, theoretical_arrival_at)
       values ($1, $2, $3, now() + interval '1 hour')`,
      [world.workspaceId, maria.channelId, maria.identityId],
    );
    const [first = "", second = ""] = await world.submitMany([maria, maria, ana], String);
    await world.startDelivery().settled();
    expect(carried()).toEqual([`+${ana.waId} 2`]);
    for (const waiting of [first, second]) {
      expect(await world.end(waiting)).toMatchObject({ status: "queued", attempts: 0, inQueue: true });
    }
  });
});
