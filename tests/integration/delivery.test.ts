import { type AddressInfo, createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelAdapter } from "#channels/channel.ts";
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

/** Bodies of the calls that reached Meta, in order. */
function texts(): unknown[] {
  return world.api.calls().map(({ body }) => {
    const { text } = body as { text?: { body: string } };
    return text?.body;
  });
}

/** An address of this machine at which nobody listens. */
async function findClosedUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

describe("a queued message", () => {
  it("is called once and sent, with our attempt id on it (L6)", async () => {
    const delivery = world.startDelivery();
    const person = await world.customerWrites(maria);
    const messageId = await world.submit(person);
    await delivery.settled();
    const [attempt] = await world.sql<{ id: string }>("select id from attempts");
    expect(world.api.calls()).toMatchObject([
      { body: { to: `+${maria}`, text: { body: "Sí, es gratis" }, biz_opaque_callback_data: attempt?.id } },
    ]);
    expect(await world.end(messageId)).toEqual({
      status: "sent",
      failure: null,
      providerId: world.api.calls()[0]?.messageId,
      attempts: 1,
      inQueue: false,
    });
  });

  it("that waited while no process ran goes out when one starts", async () => {
    const person = await world.customerWrites(maria);
    const messageId = await world.submit(person);
    await world.startDelivery().settled();
    expect(await world.end(messageId)).toMatchObject({ status: "sent" });
  });

  it("follows the one before it in its lane, whatever order the slots have", async () => {
    const person = await world.customerWrites(maria);
    await world.submitMany(
      Array.from({ length: 20 }, () => person),
      String,
    );
    await world.startDelivery().settled();
    expect(texts()).toEqual(Array.from({ length: 20 }, (_, index) => String(index)));
  });
});

const template = {
  name: "reservation_ready",
  language: "es",
  category: "utility",
  header: null,
  body: "Su reserva está lista.",
  footer: null,
  buttons: [],
  components: [],
};

describe("the window right before the call", () => {
  it("F14, W10, P5: it closed while the message waited: no call, expired(window), and the rest of the lane too", async () => {
    const person = await world.customerWrites(maria);
    const [first = "", second = ""] = await world.submitMany([person, person], String);
    world.clock.advance(24 * hourMs);
    await world.startDelivery().settled();
    expect(world.api.calls()).toEqual([]);
    for (const messageId of [first, second]) {
      expect(await world.end(messageId)).toEqual({
        status: "expired",
        failure: { reason: "window", code: null, detail: null },
        providerId: null,
        attempts: 0,
        inQueue: false,
      });
    }
  });

  it("F14: a message behind a pause is taken back when the window closes, not when the pause ends", async () => {
    const person = await world.customerWrites(maria);
    const messageId = await world.submit(person);
    await world.sql("update delivery_queue set available_at = now() + interval '1 hour'");
    const delivery = world.startDelivery();
    await delivery.settled();
    expect(await world.end(messageId)).toMatchObject({ status: "queued" });
    world.clock.advance(24 * hourMs);
    await delivery.settled();
    expect(await world.end(messageId)).toMatchObject({ status: "expired", inQueue: false });
  });

  it("F29: a template that was paused between choosing and sending fails with the reason, without a call", async () => {
    const person = await world.customerWrites(maria);
    const messageId = await world.submit(person, { kind: "template", text: null, template });
    await world.sql("update templates set status = 'paused'");
    const delivery = world.startDelivery();
    await delivery.settled();
    expect(world.api.calls()).toEqual([]);
    expect(await world.end(messageId)).toMatchObject({
      status: "failed",
      failure: { reason: "template-paused" },
      inQueue: false,
    });
    await world.sql("update templates set status = 'approved'");
    const again = await world.submit(person, { kind: "template", text: null, template });
    await delivery.settled();
    expect(await world.end(again)).toMatchObject({ status: "sent" });
  });
});

describe("a restriction of what the business begins (§4.8)", () => {
  const told = (kinds: string[]) =>
    world.tell({ kind: "restrictions", restrictions: kinds.map((kind) => ({ kind, until: null })) });

  it("that comes while a template waits ends it with its reason, without a call; later ones go", async () => {
    const person = await world.customerWrites(maria);
    world.clock.advance(24 * hourMs);
    const messageId = await world.submit(person, { kind: "template", text: null, template });
    await told(["restricted_biz_initiated_messaging"]);
    const delivery = world.startDelivery();
    await delivery.settled();
    expect(world.api.calls()).toEqual([]);
    expect(await world.end(messageId)).toMatchObject({
      status: "failed",
      failure: { reason: "account-restricted" },
      attempts: 0,
      inQueue: false,
    });
    await told([]);
    const later = await world.submit(person, { kind: "template", text: null, template });
    await delivery.settled();
    expect(await world.end(later)).toMatchObject({ status: "sent" });
  });

  it("that comes in the middle of many stops the rest: each is called once or not at all", async () => {
    const people = await Promise.all(
      Array.from({ length: 120 }, (_, index) => world.customerWrites(`34600900${200 + index}`)),
    );
    world.clock.advance(24 * hourMs);
    const ids: string[] = [];
    for (const person of people) {
      ids.push(await world.submit(person, { kind: "template", text: null, template }));
    }
    const delivery = world.startDelivery();
    await eventually(() => world.api.calls().length > 5);
    await told(["restricted_biz_initiated_messaging"]);
    await delivery.settled();
    const ends = await Promise.all(ids.map((id) => world.end(id)));
    const sent = ends.filter(({ status }) => status === "sent");
    const withheld = ends.filter(({ failure }) => failure?.reason === "account-restricted");
    expect(sent.length + withheld.length).toBe(ids.length);
    expect(withheld.length).toBeGreaterThan(0);
    expect(new Set(withheld.map(({ attempts }) => attempts))).toEqual(new Set([0]));
    expect(world.api.calls()).toHaveLength(sent.length);
  });
});

describe("a channel that is held", () => {
  it("sends again by itself once its provider says that it works", async () => {
    const person = await world.customerWrites(maria);
    const messageId = await world.submit(person);
    await world.sql("update channels set state = 'restricted', state_detail = 'token'");
    const delivery = world.startDelivery({ pollMs: 10 });
    await eventually(async () => (await world.end(messageId)).status === "sent");
    await delivery.settled();
    const events = await world.sql("select 1 from events where kind = 'channel.changed'");
    expect(events.length).toBeGreaterThan(0);
  });
});

describe("W9, D7: WhatsApp refused although our clock says open", () => {
  it("what waits is taken back; a person's one retry goes through", async () => {
    const person = await world.customerWrites(maria);
    const refused = await world.submit(person);
    const waiting = await world.submit(person);
    await world.sql("update windows set refused_attempt_at = last_customer_message_at + interval '1 minute'");
    await world.sql(`update messages set status = 'failed', failure = '{"reason": "window"}' where id = $1`, [
      refused,
    ]);
    await world.sql("delete from delivery_queue where message_id = $1", [refused]);
    const retry = await world.submit(person, { causeId: refused });
    await world.startDelivery().settled();
    expect(await world.end(waiting)).toMatchObject({ status: "expired", attempts: 0 });
    expect(await world.end(retry)).toMatchObject({ status: "sent" });
  });
});

describe("a call whose answer is lost", () => {
  it.each(["lost-answer", "reset"] as const)(
    "F8: %s is unknown and never called again (P4)",
    async (kind) => {
      const delivery = world.startDelivery();
      const person = await world.customerWrites(maria);
      world.api.addFault({ kind });
      const messageId = await world.submit(person);
      await delivery.settled();
      await delivery.settled();
      expect(world.api.calls()).toHaveLength(1);
      expect(await world.end(messageId)).toMatchObject({
        status: "unknown",
        failure: { reason: "lost-answer" },
        attempts: 1,
        inQueue: false,
      });
    },
  );

  it.each([true, false])("F11: a 502 without Meta's error body is unknown (taken: %s)", async (processed) => {
    const delivery = world.startDelivery();
    const person = await world.customerWrites(maria);
    world.api.addFault({ kind: "server-error", processed });
    const messageId = await world.submit(person);
    await delivery.settled();
    expect(world.api.calls()).toHaveLength(1);
    expect(await world.end(messageId)).toMatchObject({ status: "unknown", inQueue: false });
  });

  it("the next of the lane does not wait for it", async () => {
    const delivery = world.startDelivery();
    const person = await world.customerWrites(maria);
    world.api.addFault({ kind: "lost-answer" });
    const [first = "", second = ""] = await world.submitMany([person, person], String);
    await delivery.settled();
    expect(await world.end(first)).toMatchObject({ status: "unknown" });
    expect(await world.end(second)).toMatchObject({ status: "sent" });
  });
});

describe("a call that surely sent nothing", () => {
  it("F11: a refused connection is tried again, with a new attempt, until it is sent", async () => {
    const whatsApp = createWhatsAppAdapter({ graphUrl: world.api.url, graphVersion: "v24.0" });
    const nowhere = createWhatsAppAdapter({ graphUrl: await findClosedUrl(), graphVersion: "v24.0" });
    const roads = [nowhere, nowhere];
    const adapter: ChannelAdapter = {
      ...whatsApp,
      send: (account, message, signal) => (roads.shift() ?? whatsApp).send(account, message, signal),
    };
    world.startDelivery({ adapter });
    const messageId = await world.submit(await world.customerWrites(maria));
    await eventually(async () => (await world.end(messageId)).status === "sent");
    expect(world.api.calls()).toHaveLength(1);
    expect(await world.end(messageId)).toMatchObject({ attempts: 3, inQueue: false });
  });

  it("F12: 130429 slows that number and no other, and the message goes out later", async () => {
    const delivery = world.startDelivery();
    const [onFirst, onSecond] = [await world.customerWrites(maria), await world.customerWrites(maria, 1)];
    world.api.addFault({ kind: "refuse", code: 130429, match: { phoneNumberId: "106540352242922" } });
    const slowed = await world.submit(onFirst);
    await eventually(async () => (await world.end(slowed)).attempts === 1);
    const behind = await world.submit(await world.customerWrites("34600900002"));
    const free = await world.submit(onSecond);
    for (const messageId of [free, behind, slowed]) {
      await eventually(async () => (await world.end(messageId)).status === "sent");
    }
    expect(await world.end(slowed)).toMatchObject({ attempts: 2 });
    const [refused = 0, ...later] = world.api
      .calls()
      .filter(({ path }) => path.includes("106540352242922"))
      .map(({ at }) => Date.parse(at));
    expect(later.map((at) => at - refused >= 1_000)).toEqual([true, true]);
    await delivery.settled();
  });

  it("F13: 131056 makes that customer wait, in order; others do not", async () => {
    const delivery = world.startDelivery();
    const [first, other] = [await world.customerWrites(maria), await world.customerWrites("34600900002")];
    world.api.addFault({ kind: "refuse", code: 131056, match: { to: maria } });
    const messageIds = await world.submitMany([first, first, other], String);
    const [head = "", next = "", free = ""] = messageIds;
    await eventually(async () => (await world.end(free)).status === "sent");
    await eventually(async () => (await world.end(next)).status === "sent");
    expect(await world.end(head)).toMatchObject({ status: "sent", attempts: 2 });
    expect(texts()).toEqual(expect.arrayContaining(["2"]));
    expect(texts().filter((text) => text !== "2")).toEqual(["0", "0", "1"]);
    await delivery.settled();
  });

  it("a final refusal fails with our reason, at once", async () => {
    const delivery = world.startDelivery();
    const person = await world.customerWrites(maria);
    world.api.addFault({ kind: "refuse", code: 131026 });
    const messageId = await world.submit(person);
    await delivery.settled();
    expect(await world.end(messageId)).toMatchObject({
      status: "failed",
      failure: { reason: "not-on-whatsapp", code: "131026" },
      attempts: 1,
      inQueue: false,
    });
  });

  it("a refused token holds the channel and everything on it, until a person connects it anew", async () => {
    const delivery = world.startDelivery();
    const person = await world.customerWrites(maria);
    world.api.addFault({ kind: "refuse", code: 190 });
    const [first = "", second = ""] = await world.submitMany([person, person], String);
    await eventually(async () => {
      const rows = await world.sql<{ state: string }>(
        "select state from channels where state = 'restricted'",
      );
      return rows.length === 1;
    });
    await delivery.settled();
    expect(world.api.calls()).toHaveLength(1);
    expect(await world.end(first)).toMatchObject({ status: "queued", inQueue: true });
    await world.sql("update channels set state = 'connected', state_detail = null");
    world.ring("channels");
    await eventually(async () => (await world.end(second)).status === "sent");
    expect(texts()).toEqual(["0", "0", "1"]);
  });
});
