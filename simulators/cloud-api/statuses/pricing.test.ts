import { describe, expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { maria, phoneId, startBench } from "../test-bench.ts";
import type { PricingFacts } from "./pricing.ts";
import { decidePricing, localDate, priceModelOf } from "./pricing.ts";

const text = { type: "text", text: { body: "Hola" } };
const utility: JsonObject = {
  type: "template",
  template: {
    name: "pedido_listo",
    language: { code: "es" },
    components: [
      {
        type: "body",
        parameters: [
          { type: "text", text: "a" },
          { type: "text", text: "b" },
        ],
      },
      { type: "button", sub_type: "url", index: "1", parameters: [{ type: "text", text: "c" }] },
    ],
  },
};
const marketing = { type: "template", template: { name: "oferta", language: { code: "es" } } };
const facts: PricingFacts = {
  date: "2026-03-10",
  templateCategory: null,
  isWindowOpen: true,
  isFreeEntry: false,
  serviceDelivered: 0,
  conversationCategory: "service",
};

describe("the three epochs at their borders", () => {
  it.each([
    ["2025-06-30", "CBP"],
    ["2025-07-01", "PMP"],
    ["2026-09-30", "PMP"],
    ["2026-10-01", "PMP-2026-10"],
  ])("%s is %s", (date, model) => expect(priceModelOf(date)).toBe(model));

  it("the WABA's time zone decides the date (V14)", () => {
    const at = Date.parse("2026-09-30T22:30:00Z");
    expect([localDate(at, "Europe/Madrid"), localDate(at, "America/New_York")]).toEqual([
      "2026-10-01",
      "2026-09-30",
    ]);
  });

  const free = { billable: false, type: "free_customer_service" };
  const paid = { billable: true, type: "regular" };
  it.each<[string, Partial<PricingFacts>, object]>([
    ["free text, PMP", {}, { ...free, category: "service", pricing_model: "PMP" }],
    ["utility, window open, PMP", { templateCategory: "utility" }, { ...free, category: "utility" }],
    [
      "utility, window closed, PMP",
      { templateCategory: "utility", isWindowOpen: false },
      { ...paid, category: "utility" },
    ],
    ["marketing, window open, PMP", { templateCategory: "marketing" }, { ...paid, category: "marketing" }],
    [
      "utility, window open, 2026-10-01",
      { date: "2026-10-01", templateCategory: "utility" },
      { ...paid, category: "utility" },
    ],
    [
      "free text number 1,000, 2026-10 (V11)",
      { date: "2026-10-05", serviceDelivered: 999 },
      { ...free, category: "service" },
    ],
    [
      "free text number 1,001, 2026-10 (V11)",
      { date: "2026-10-05", serviceDelivered: 1_000 },
      { ...paid, category: "service" },
    ],
    [
      "free entry",
      { date: "2026-10-05", isFreeEntry: true, serviceDelivered: 5_000 },
      { billable: false, type: "free_entry_point", category: "referral_conversion" },
    ],
    [
      "service conversation, 2025-06-30",
      { date: "2025-06-30" },
      { billable: false, pricing_model: "CBP", category: "service" },
    ],
    ["service conversation, 2024-10-31", { date: "2024-10-31" }, { billable: true, pricing_model: "CBP" }],
    [
      "marketing conversation, 2025-06-30",
      { date: "2025-06-30", templateCategory: "marketing", conversationCategory: "marketing" },
      { billable: true, pricing_model: "CBP", category: "marketing" },
    ],
  ])("%s", (_name, change, expected) => {
    expect(decidePricing({ ...facts, ...change })).toMatchObject(expected);
  });
});

it("`pricing` comes with sent and with one of delivered and read, not with the other (§1.8)", async () => {
  const bench = await startBench({
    at: "2026-10-05T10:00:00Z",
    statusDelaysMs: { sent: 0, delivered: 0, read: 0 },
  });
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, text);
  await bench.send(text);
  await bench.api.settled();
  expect(bench.statuses().map((status) => [status.status, "pricing" in status])).toEqual([
    ["sent", true],
    ["delivered", true],
    ["read", false],
  ]);
  expect(bench.statuses().some((status) => "conversation" in status)).toBe(false);
});

it("the first 1,000 free texts of a number and month are free, delivered ones alone count (V15)", async () => {
  const bench = await startBench({ at: "2026-10-31T22:59:00Z" });
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, text);
  bench.api.setServiceDelivered({ phoneNumberId: phoneId, month: "2026-10", used: 999 });
  for (const expected of [false, true]) {
    await bench.send(text);
    await bench.api.settled();
    expect(bench.statuses().at(-1)).toMatchObject({ status: "delivered", pricing: { billable: expected } });
  }
  bench.clock.set("2026-10-31T23:00:00Z");
  await bench.send(text);
  await bench.api.settled();
  expect(bench.statuses().at(-1)).toMatchObject({ pricing: { billable: false } });
});

it("before version 24 each status has its `conversation`, new for every message under PMP", async () => {
  const bench = await startBench({ at: "2026-03-10T10:00:00Z", graphVersion: 23 });
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, text);
  await bench.send(text);
  await bench.send(utility);
  await bench.api.settled();
  const conversations = bench.statuses().map((status) => status.conversation as JsonObject);
  expect(conversations[0]).toMatchObject({
    origin: { type: "service" },
    expiration_timestamp: expect.any(String),
  });
  expect(new Set(conversations.map((conversation) => conversation.id)).size).toBe(2);
});

it("until 2025-06-30 messages ride on conversations that open with delivery (§1.3)", async () => {
  const bench = await startBench({ at: "2025-06-30T10:00:00Z", graphVersion: 22 });
  bench.api.addCustomer({ waId: maria, name: "María" });
  const ids: unknown[] = [];
  const origins: unknown[] = [];
  const deliver = async (message: JsonObject) => {
    await bench.send(message);
    await bench.api.settled();
    const conversation = bench.statuses().at(-1)?.conversation as JsonObject;
    ids.push(conversation.id);
    origins.push((conversation.origin as JsonObject).type);
  };
  await deliver(marketing);
  await deliver(marketing);
  bench.api.writeAsCustomer(maria, text);
  await deliver(text);
  await deliver(utility);
  expect(origins).toEqual(["marketing", "marketing", "marketing", "utility"]);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[0]).toBe(ids[2]);
  expect(ids[3]).not.toBe(ids[0]);
  expect(bench.statuses().at(-1)).toMatchObject({ pricing: { pricing_model: "CBP", billable: true } });
  bench.clock.set("2025-07-01T09:59:59Z");
  await deliver(utility);
  expect(bench.statuses().at(-1)).toMatchObject({ pricing: { pricing_model: "PMP" } });
});

it("a conversation whose opener failed never was (K12)", async () => {
  const bench = await startBench({ at: "2025-06-30T10:00:00Z", graphVersion: 22 });
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.changeCustomer(maria, { isOnline: false });
  await bench.send(marketing);
  await bench.api.settled();
  bench.api.changeCustomer(maria, { isOnline: true });
  await bench.api.settled();
  expect(bench.statuses().map((status) => status.status)).toEqual(["sent", "delivered"]);
});

it("an answer within 24 h to a customer from an ad opens 72 free hours, shown in every version (§1.6)", async () => {
  const bench = await startBench({ at: "2026-11-02T10:00:00Z" });
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, { ...text, referral: { source_type: "ad", source_id: "1" } });
  await bench.send(marketing);
  await bench.api.settled();
  const entry = {
    conversation: { origin: { type: "referral_conversion" } },
    pricing: { type: "free_entry_point" },
  };
  expect(bench.statuses()).toMatchObject([entry, entry]);
  bench.clock.set("2026-11-05T09:59:00Z");
  await bench.send(utility);
  await bench.api.settled();
  expect(bench.statuses().at(-1)).toMatchObject(entry);
  bench.clock.set("2026-11-05T10:01:00Z");
  await bench.send(utility);
  await bench.api.settled();
  expect(bench.statuses().at(-1)).toMatchObject({ pricing: { type: "regular", category: "utility" } });
});
