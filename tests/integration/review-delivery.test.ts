import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ChannelAdapter, nobody, type OutboundMessage, type SendOutcome } from "#channels/channel.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import type { Delivery } from "#server/delivery/delivery.ts";
import { newId } from "#server/ids.ts";
import { applyFacts } from "#server/record/apply-facts.ts";
import type { Fact } from "#server/record/facts.ts";
import { type DeliveryWorld, numbers, type Person, startDeliveryWorld } from "../support/delivery-world.ts";

let world: DeliveryWorld;
let person: Person;
let count = 0;

beforeAll(async () => {
  world = await startDeliveryWorld();
});
afterAll(() => world.close());

let running: Delivery[] = [];
function deliver(adapter: ChannelAdapter): Delivery {
  const delivery = world.startDelivery({ adapter });
  running.push(delivery);
  return delivery;
}
afterEach(async () => {
  await Promise.all(running.map((delivery) => delivery.stop()));
  running = [];
});

/** Everybody has a customer of their own, so that no lane and no pair limit is shared. */
beforeEach(async () => {
  count += 1;
  person = await world.customerWrites(`3460090020${count}`);
});

/** A provider that answers as the test says, and what it was called with. */
function provider(answer: (message: OutboundMessage) => SendOutcome) {
  const calls: OutboundMessage[] = [];
  const adapter: ChannelAdapter = {
    kind: "whatsapp",
    sends: ["text"],
    hasWindow: true,
    webhook: null,
    parse: () => [],
    async send(_account, message) {
      calls.push(message);
      return answer(message);
    },
    markRead: async () => undefined,
    check: async () => [],
    listTemplates: async () => null,
    fetchMedia: () => Promise.reject(new Error("no media here")),
  };
  return { adapter, calls };
}

const accept = ({ attemptId }: OutboundMessage): SendOutcome => {
  return { kind: "accepted", providerId: `wamid.${attemptId}`, held: false, recipient: nobody };
};

/** What the provider tells of an attempt; without our id when it names it by its own alone. */
function status(
  word: string,
  attemptId: string,
  { retryable = false, named = true }: { retryable?: boolean; named?: boolean } = {},
): Fact {
  const at = world.clock.now();
  const failure = { reason: "provider-down", code: "131000", detail: null } as const;
  return {
    type: "status",
    workspaceId: world.workspaceId,
    channelId: person.channelId,
    receivedAt: at,
    journalId: newId(),
    status: {
      type: "status",
      channelRef: numbers[0],
      providerId: `wamid.${attemptId}`,
      attemptId: named ? attemptId : null,
      report: word === "failed" ? { status: word, at, failure } : { status: word, at },
      pricing: null,
      freeEntryUntil: null,
      recipient: nobody,
      retryable,
    },
  };
}

async function apply(...facts: Fact[]): Promise<void> {
  const env = { now: world.clock.now(), newId, cards: publishedRateCards };
  await withWorkspaces(world.db, [world.workspaceId], (db) => applyFacts(db, facts, env));
}

/** The pause before a retry is over. */
async function endPauses(): Promise<void> {
  await world.sql(
    "update delivery_queue set available_at = now() where lease_id is null returning message_id",
  );
}

/** Sends one message and lets its status say that it failed for a passing reason. */
async function failInPassing() {
  const { adapter, calls } = provider(accept);
  const delivery = deliver(adapter);
  const messageId = await world.submit(person);
  world.ring("queue");
  await delivery.settled();
  const attemptId = calls[0]?.attemptId ?? "";
  await apply(status("failed", attemptId, { retryable: true }));
  expect(await world.end(messageId)).toMatchObject({ status: "queued", inQueue: true, attempts: 1 });
  return { messageId, attemptId, calls, delivery };
}

describe("a message whose attempt failed for a passing reason", () => {
  it("L5 P4 is not called again when it turns out to have arrived", async () => {
    const { messageId, attemptId, calls, delivery } = await failInPassing();
    await apply(status("delivered", attemptId));
    expect(await world.end(messageId)).toMatchObject({ status: "delivered", inQueue: false });
    await endPauses();
    world.ring("queue");
    await delivery.settled();
    expect(calls).toHaveLength(1);
  });

  it("L5 F4 stays queued when the same failure, or an older status, is told again", async () => {
    const { messageId, attemptId, calls, delivery } = await failInPassing();
    await apply(status("failed", attemptId, { retryable: true }), status("sent", attemptId));
    expect(await world.end(messageId)).toMatchObject({ status: "queued", inQueue: true });
    await endPauses();
    world.ring("queue");
    await delivery.settled();
    expect(calls).toHaveLength(2);
    expect(await world.end(messageId)).toMatchObject({ status: "sent", inQueue: false, attempts: 2 });
  });
});

describe("a status that comes before the answer", () => {
  it("F5 is joined by the provider's id alone, once the answer names it", async () => {
    const { adapter } = provider(accept);
    const early: ChannelAdapter = {
      ...adapter,
      async send(account, message, signal) {
        await apply(status("delivered", message.attemptId, { named: false }));
        return adapter.send(account, message, signal);
      },
    };
    const delivery = deliver(early);
    const messageId = await world.submit(person);
    world.ring("queue");
    await delivery.settled();
    expect(await world.end(messageId)).toMatchObject({ status: "delivered", inQueue: false });
    expect(await world.sql("select id from parked_statuses")).toEqual([]);
  });

  it("L5 a passing failure that overtakes the answer leaves the message queued, to be tried again", async () => {
    const { adapter, calls } = provider(accept);
    const early: ChannelAdapter = {
      ...adapter,
      async send(account, message, signal) {
        if (calls.length === 0) {
          await apply(status("failed", message.attemptId, { retryable: true }));
        }
        return adapter.send(account, message, signal);
      },
    };
    const delivery = deliver(early);
    const messageId = await world.submit(person);
    world.ring("queue");
    await delivery.settled();
    await endPauses();
    world.ring("queue");
    await delivery.settled();
    expect(await world.end(messageId)).toMatchObject({ status: "sent", inQueue: false, attempts: 2 });
  });
});

describe("one message or workspace that can't be handled", () => {
  it("P7 a message that can't be prepared waits; the others go", async () => {
    const { adapter, calls } = provider(accept);
    const bad = await world.submit(person);
    const picky: ChannelAdapter = {
      ...adapter,
      chooseProviderId(_account, attemptId) {
        if (prepared.size === 0) {
          prepared.add(attemptId);
          throw new Error("The settings of this channel do not fit");
        }
        return `wamid.${attemptId}`;
      },
    };
    const prepared = new Set<string>();
    const other = await world.customerWrites(`3460090021${count}`);
    const next = await world.submit(other);
    const delivery = deliver(picky);
    world.ring("queue");
    await delivery.settled();
    expect(await world.end(bad)).toMatchObject({ status: "queued", inQueue: true, attempts: 0 });
    expect(await world.end(next)).toMatchObject({ status: "sent" });
    await endPauses();
    world.ring("queue");
    await delivery.settled();
    expect(await world.end(bad)).toMatchObject({ status: "sent", attempts: 1 });
    expect(calls).toHaveLength(2);
  });

  it("P2 two calls that the provider gives one id: both messages end, nothing stays sending", async () => {
    const same = provider(() => {
      return { kind: "accepted", providerId: `wamid.same${count}`, held: false, recipient: nobody };
    });
    const delivery = deliver(same.adapter);
    const other = await world.customerWrites(`3460090022${count}`);
    const ids = [await world.submit(person), await world.submit(other)];
    world.ring("queue");
    await delivery.settled();
    expect(same.calls).toHaveLength(2);
    for (const id of ids) {
      expect(await world.end(id)).toMatchObject({ status: "sent", inQueue: false });
    }
  });
});
