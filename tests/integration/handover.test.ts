import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelAdapter, MediaOutcome } from "#channels/channel.ts";
import { createWhatsAppAdapter } from "#channels/whatsapp/adapter.ts";
import { type DeliveryWorld, type Person, startDeliveryWorld } from "../support/delivery-world.ts";
import { eventually } from "../support/eventually.ts";

let world: DeliveryWorld;
let maria: Person;

beforeEach(async () => {
  world = await startDeliveryWorld();
  maria = await world.customerWrites("34600900001");
});

afterEach(() => world.close());

/** WhatsApp, with another way of taking files. */
function taking(uploadMedia: NonNullable<ChannelAdapter["uploadMedia"]>): ChannelAdapter {
  return { ...createWhatsAppAdapter({ graphUrl: world.api.url, graphVersion: "v24.0" }), uploadMedia };
}

const refusal = (change: Partial<Extract<MediaOutcome, { kind: "refused" }>>): MediaOutcome => ({
  kind: "refused",
  failure: { reason: "media", code: "131053", detail: null },
  retryable: false,
  retryAfterMs: null,
  ...change,
});

describe("files are handed over before the attempt", () => {
  it("F7 a process that dies while it hands over has sent nothing: the message goes once, later", async () => {
    let isAsked = false;
    const never = taking((_account, _file, signal) => {
      isAsked = true;
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("Stopped"))));
    });
    const id = await world.submitPicture(maria);
    world.startDelivery({ adapter: never, pollMs: 20 });
    await eventually(() => isAsked);
    expect(await world.end(id)).toMatchObject({ status: "queued", attempts: 0, inQueue: true });
    // As if it had died: its lease is over.
    await world.sql("update delivery_queue set leased_until = now() - interval '1 second'");
    world.startDelivery({ pollMs: 20 });
    await eventually(async () => expect((await world.end(id)).attempts).toBe(1));
    await eventually(async () => expect((await world.end(id)).status).toBe("sent"));
    expect(world.api.calls()).toHaveLength(1);
  });

  it("P4 between handover and call nothing is done twice: the remembered id is used", async () => {
    const asked: string[] = [];
    const { uploadMedia } = createWhatsAppAdapter({ graphUrl: world.api.url, graphVersion: "v24.0" });
    const counted = taking(async (account, file, signal) => {
      asked.push(file.type);
      return (await uploadMedia?.(account, file, signal)) ?? refusal({});
    });
    const id = await world.submitPicture(maria);
    world.api.addFault({ kind: "refuse", code: 131000, times: 1 });
    const delivery = world.startDelivery({ adapter: counted, pollMs: 20 });
    await eventually(async () => expect((await world.end(id)).attempts).toBe(1));
    await world.sql("update delivery_queue set available_at = now()");
    world.ring("queue");
    await eventually(async () => expect((await world.end(id)).status).toBe("sent"));
    await delivery.settled();
    expect([asked, world.api.calls().length]).toEqual([["image/png"], 2]);
  });

  it("a file that WhatsApp does not take ends its message without a call, and the next one goes", async () => {
    const id = await world.submitPicture(maria);
    const next = await world.submit(maria);
    await world.startDelivery({ adapter: taking(async () => refusal({})) }).settled();
    expect(await world.end(id)).toMatchObject({
      status: "failed",
      failure: { reason: "media" },
      attempts: 0,
    });
    expect(await world.end(next)).toMatchObject({ status: "sent" });
  });

  it("a lost connection is tried again, and what comes after the picture waits for it", async () => {
    let tries = 0;
    const { uploadMedia } = createWhatsAppAdapter({ graphUrl: world.api.url, graphVersion: "v24.0" });
    const shaky = taking(async (account, file, signal) => {
      tries += 1;
      const failure = { reason: "connection", code: null, detail: null } as const;
      return tries === 1
        ? refusal({ failure, retryable: true })
        : ((await uploadMedia?.(account, file, signal)) ?? refusal({}));
    });
    const id = await world.submitPicture(maria);
    const next = await world.submit(maria);
    const delivery = world.startDelivery({ adapter: shaky, pollMs: 20 });
    await eventually(async () => expect((await world.end(next)).status).toBe("sent"));
    await delivery.settled();
    expect(await world.end(id)).toMatchObject({ status: "sent", attempts: 1 });
    expect(world.api.calls().map(({ body }) => (body as { type: string }).type)).toEqual(["image", "text"]);
  });

  it("F14 nothing is handed over for a window that has closed", async () => {
    const id = await world.submitPicture(maria);
    world.clock.advance(24 * 3_600_000);
    let isAsked = false;
    const asked = taking(async () => {
      isAsked = true;
      return refusal({});
    });
    await world.startDelivery({ adapter: asked }).settled();
    expect([isAsked, await world.end(id)]).toMatchObject([false, { status: "expired" }]);
  });
});
