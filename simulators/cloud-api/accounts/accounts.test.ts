import { describe, expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { asObject, asObjects } from "../json.ts";
import type { Bench } from "../test-bench.ts";
import { maria, phoneId, startBench, wabaId } from "../test-bench.ts";

const text: JsonObject = { type: "text", text: { body: "Hola" } };
const offer: JsonObject = { type: "template", template: { name: "oferta", language: { code: "es" } } };
const at = "2026-11-23T10:00:00Z";

/** The last thing that the business heard of a message, or of its refusal. */
async function codeOf(bench: Bench, message: JsonObject): Promise<unknown> {
  const answer = await bench.send(message);
  await bench.api.settled();
  const status = bench.statuses().at(-1);
  return asObject(answer.body.error)?.code ?? asObjects(status?.errors)[0]?.code ?? status?.status;
}

function events(bench: Bench, field: string): JsonObject[] {
  return bench.received
    .flatMap(({ body }) => asObjects(body.entry).flatMap((entry) => asObjects(entry.changes)))
    .filter((change) => change.field === field)
    .map((change) => asObject(change.value) ?? {});
}

async function change(bench: Bench, path: string, body: unknown): Promise<JsonObject> {
  const answer = await bench.control("PATCH", path, body);
  expect(answer.status).toBe(200);
  await bench.api.settled();
  return answer.body;
}

describe("people outside their windows within 24 h (§7.2)", () => {
  const to = (n: number) => `+3460090000${n}`;

  it("the 251st of 250 is not reached; one who was counted is; answers in a window don't count", async () => {
    const bench = await startBench({ at, messagingLimit: "TIER_250", limits: { throughput: null } });
    bench.api.configure({ messagingLimitRefusal: { code: 131048, in: "status" } });
    for (let n = 0; n < 249; n += 1) {
      await bench.send({ ...offer, to: `+34600901${String(n).padStart(3, "0")}` });
    }
    bench.api.addCustomer({ waId: to(9).slice(1), name: null });
    bench.api.writeAsCustomer(to(9).slice(1), text);
    expect(await codeOf(bench, { ...offer, to: to(9) })).toBe("delivered");
    expect(await codeOf(bench, { ...offer, to: to(1) })).toBe("delivered");
    expect(await codeOf(bench, { ...offer, to: to(2) })).toBe(131048);
    expect(await codeOf(bench, { ...offer, to: to(1) })).toBe("delivered");
    bench.api.configure({ messagingLimitRefusal: { code: 80007, in: "answer" } });
    expect(await codeOf(bench, { ...offer, to: to(2) })).toBe(80007);
    bench.clock.advance(24 * 3_600_000);
    expect(await codeOf(bench, { ...offer, to: to(2) })).toBe("delivered");
  });

  it("a new limit shows on numbers and account and is told", async () => {
    const bench = await startBench({ at });
    await change(bench, `/wabas/${wabaId}`, { messagingLimit: "TIER_10K" });
    expect(events(bench, "business_capability_update")).toMatchObject([
      { max_daily_conversations_per_business: "TIER_10K", max_phone_numbers_per_business: 20 },
    ]);
    expect(events(bench, "phone_number_quality_update")).toEqual([]);
    const field = "whatsapp_business_manager_messaging_limit";
    expect((await bench.get(`/v24.0/${phoneId}?fields=${field}`)).body).toMatchObject({
      [field]: "TIER_10K",
    });
  });

  it("until February 2026 each number told it too", async () => {
    const bench = await startBench({ at: "2026-01-10T10:00:00Z" });
    bench.api.changeAccount(wabaId, { messagingLimit: "TIER_250" });
    await bench.api.settled();
    expect(events(bench, "phone_number_quality_update")).toMatchObject([
      { event: "DOWNGRADE", old_limit: "TIER_2K", current_limit: "TIER_250" },
      { event: "DOWNGRADE" },
    ]);
  });
});

it("a locked account refuses with 131031 until it is reinstated, and says so in health_status (§4.8, §7.3)", async () => {
  const bench = await startBench({ at });
  await change(bench, `/wabas/${wabaId}`, { ban: "DISABLE" });
  expect(events(bench, "account_update")).toMatchObject([
    { event: "DISABLED_UPDATE", ban_info: { waba_ban_state: "DISABLE", waba_ban_date: "2026-11-23" } },
  ]);
  expect(await codeOf(bench, offer)).toBe(131031);
  const { health_status: health } = (await bench.get(`/v24.0/${phoneId}?fields=health_status`)).body;
  expect(health).toMatchObject({
    can_send_message: "BLOCKED",
    entities: [
      { entity_type: "PHONE_NUMBER", can_send_message: "AVAILABLE" },
      {
        entity_type: "WABA",
        can_send_message: "BLOCKED",
        errors: [{ possible_solution: expect.any(String) }],
      },
      { entity_type: "BUSINESS" },
      { entity_type: "APP" },
    ],
  });
  await change(bench, `/wabas/${wabaId}`, { ban: "REINSTATE" });
  expect(await codeOf(bench, offer)).toBe("delivered");
});

it("a restriction stops the messages that it names (§4.8)", async () => {
  const bench = await startBench({ at });
  bench.api.addCustomer({ waId: maria, name: null });
  bench.api.writeAsCustomer(maria, text);
  await change(bench, `/wabas/${wabaId}`, {
    restrictions: ["RESTRICTED_BIZ_INITIATED_MESSAGING"],
    restrictedUntil: "2026-12-01T00:00:00Z",
  });
  expect(await codeOf(bench, text)).toBe("delivered");
  expect(await codeOf(bench, { ...offer, to: "+34600900055" })).toBe(368);
  await change(bench, `/wabas/${wabaId}`, { restrictions: ["RESTRICTED_CUSTOMER_INITIATED_MESSAGING"] });
  expect(await codeOf(bench, text)).toBe(368);
  expect(await codeOf(bench, { ...offer, to: "+34600900055" })).toBe("delivered");
  expect(events(bench, "account_update")).toMatchObject([
    {
      event: "ACCOUNT_RESTRICTION",
      restriction_info: [
        {
          restriction_type: "RESTRICTED_BIZ_INITIATED_MESSAGING",
          expiration: Date.parse("2026-12-01") / 1000,
        },
      ],
    },
    { event: "ACCOUNT_RESTRICTION" },
  ]);
});

it("without a payment method what is charged fails with 131042, or everything (§1.5)", async () => {
  const bench = await startBench({ at });
  bench.api.addCustomer({ waId: maria, name: null });
  bench.api.writeAsCustomer(maria, text);
  await change(bench, `/wabas/${wabaId}`, { hasPaymentMethod: false });
  expect(await codeOf(bench, text)).toBe("delivered");
  expect(await codeOf(bench, offer)).toBe(131042);
  bench.api.setServiceDelivered({ phoneNumberId: phoneId, month: "2026-11", used: 1_000 });
  expect(await codeOf(bench, text)).toBe(131042);
  bench.api.setServiceDelivered({ phoneNumberId: phoneId, month: "2026-11", used: 0 });
  bench.api.configure({ unpaidStops: "everything" });
  expect(await codeOf(bench, text)).toBe(131042);
});

it("somebody who had her share of marketing gets 131049, not so inside a window (§7.4)", async () => {
  const bench = await startBench({ at });
  bench.api.configure({ marketingCap: 1 });
  expect(await codeOf(bench, offer)).toBe("delivered");
  expect(await codeOf(bench, offer)).toBe(131049);
  bench.api.writeAsCustomer(maria, text);
  expect(await codeOf(bench, offer)).toBe("delivered");
});

it("pacing holds a marketing template after so many messages unless its quality is GREEN (§3.3)", async () => {
  const bench = await startBench({ at });
  bench.api.configure({ pacingAfter: 1 });
  const status = async () => asObjects((await bench.send(offer)).body.messages)[0]?.message_status;
  expect([await status(), await status()]).toEqual(["accepted", "held_for_quality_assessment"]);
  bench.api.changeTemplate("oferta", { qualityScore: "GREEN" });
  expect(await status()).toBe("accepted");
  expect(bench.api.endPacing("release")).toBe(1);
});

it("an identity that changed meanwhile fails with 137000; webhooks tell the hash (§2.1, §4.4)", async () => {
  const bench = await startBench({ at });
  bench.api.addCustomer({ waId: maria, name: null });
  bench.api.changeCustomer(maria, { identityHash: "abc=" });
  bench.api.writeAsCustomer(maria, text);
  await bench.api.settled();
  expect(bench.received[0]?.body).toMatchObject({
    entry: [{ changes: [{ value: { contacts: [{ identity_key_hash: "abc=" }] } }] }],
  });
  expect(await codeOf(bench, { ...text, recipient_identity_key_hash: "abc=" })).toBe("delivered");
  expect(await codeOf(bench, { ...text, recipient_identity_key_hash: "old=" })).toBe(137000);
});

it("quality, throughput, names and security of a number (§4.8)", async () => {
  const bench = await startBench({ at });
  const path = `/phone-numbers/${phoneId}`;
  expect(await change(bench, path, { qualityRating: "RED" })).toMatchObject({ health: "LIMITED" });
  expect(events(bench, "phone_number_quality_update")).toEqual([]);
  await change(bench, path, { throughput: "HIGH" });
  await change(bench, path, { name: { requested: "La Marea", decision: "APPROVED" } });
  await change(bench, path, { username: { requested: "lamarea", decision: "REJECTED", reasons: ["TAKEN"] } });
  await change(bench, path, { security: { event: "PIN_CHANGED" } });
  const about = { display_phone_number: "34600900900" };
  expect(events(bench, "phone_number_quality_update")).toMatchObject([
    { ...about, event: "THROUGHPUT_UPGRADE" },
  ]);
  expect(events(bench, "phone_number_name_update")).toMatchObject([
    { ...about, decision: "APPROVED", requested_verified_name: "La Marea" },
  ]);
  expect(events(bench, "phone_number_username_update")).toMatchObject([
    { ...about, decision: "REJECTED", requested_username: "lamarea", rejection_reasons: ["TAKEN"] },
  ]);
  expect(events(bench, "security")).toMatchObject([{ ...about, event: "PIN_CHANGED" }]);
  const node = (await bench.get(`/v24.0/${phoneId}?fields=quality_rating,throughput,verified_name`)).body;
  expect(node).toMatchObject({
    quality_rating: "RED",
    throughput: { level: "HIGH" },
    verified_name: "La Marea",
  });
});

it("until October 2025 a number of low quality was flagged (§7.3)", async () => {
  const bench = await startBench({ at: "2025-09-01T10:00:00Z" });
  bench.api.changePhoneNumber(phoneId, { qualityRating: "RED" });
  bench.api.changePhoneNumber(phoneId, { qualityRating: "GREEN" });
  await bench.api.settled();
  expect(events(bench, "phone_number_quality_update").map(({ event }) => event)).toEqual([
    "FLAGGED",
    "UNFLAGGED",
  ]);
});

it("alerts, reviews, violations, countries and other account events (§4.8)", async () => {
  const bench = await startBench({ at });
  const alert = { type: "OBA_APPROVED", severity: "INFORMATIONAL", description: "Hecho" };
  expect((await bench.control("POST", "/alerts", alert)).body).toEqual({ isTaken: true });
  await change(bench, `/wabas/${wabaId}`, {
    reviewStatus: "REJECTED",
    violation: "SPAM",
    country: "ES",
    event: "PARTNER_REMOVED",
    details: { waba_info: { waba_id: wabaId } },
    authInternationalSince: "2026-12-01T00:00:00Z",
  });
  expect(events(bench, "account_alerts")).toMatchObject([
    {
      entity_type: "BUSINESS",
      alert_info: { alert_type: "OBA_APPROVED", alert_severity: "INFORMATIONAL", alert_status: "ACTIVE" },
    },
  ]);
  expect(events(bench, "account_review_update")).toEqual([{ decision: "REJECTED" }]);
  expect(events(bench, "account_update")).toMatchObject([
    { event: "ACCOUNT_VIOLATION", violation_info: { violation_type: "SPAM" } },
    { event: "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE", country: "ES" },
    { event: "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE" },
    { event: "PARTNER_REMOVED", waba_info: { waba_id: wabaId } },
  ]);
});

it("management calls are limited by the hour, with Meta's header (§5.1, §7.1)", async () => {
  const limit = { registered: 2, unregistered: 1, perMs: 3_600_000 };
  const bench = await startBench({ managementLimit: limit });
  const call = async () => {
    const headers = { authorization: "Bearer token" };
    const answer = await fetch(`${bench.api.url}/v24.0/${wabaId}`, { headers });
    const usage = JSON.parse(answer.headers.get("x-business-use-case-usage") ?? "{}");
    return [answer.status, usage[wabaId][0].call_count, usage[wabaId][0].estimated_time_to_regain_access];
  };
  expect([await call(), await call(), await call()]).toEqual([
    [200, 50, 0],
    [200, 100, 0],
    [400, 100, 60],
  ]);
  expect((await bench.get(`/v24.0/${phoneId}`)).status).toBe(200);
});

it("codes to other countries cost the international price once that has begun (§1.10)", async () => {
  const templates = [
    {
      name: "codigo",
      language: "es",
      category: "AUTHENTICATION",
      components: [{ type: "BODY", text: "Tu código" }],
    },
  ];
  const phoneNumbers = [{ id: phoneId, displayPhoneNumber: "+34 600 900 900", verifiedName: "Hotel" }];
  const waba = { id: wabaId, name: "Hotel", timeZone: "Europe/Madrid", phoneNumbers, templates };
  const bench = await startBench({ at, wabas: [waba] });
  bench.api.changeAccount(wabaId, { authInternationalSince: at });
  const code = { type: "template", template: { name: "codigo", language: { code: "es" } } };
  await bench.send({ ...code, to: "+919900000001" });
  await bench.send(code);
  await bench.api.settled();
  expect(bench.api.bill().lines.map(({ category, amount }) => [category, amount])).toEqual([
    ["authentication_international", 30_400],
    ["authentication", 20_000],
  ]);
});
