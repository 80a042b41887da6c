import { expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { asObject, asObjects } from "../json.ts";
import type { Bench } from "../test-bench.ts";
import { maria, phoneId, startBench, wabaId } from "../test-bench.ts";

const text: JsonObject = { type: "text", text: { body: "Hola" } };
const words = (...values: string[]) => values.map((value) => ({ type: "text", text: value }));
const utility: JsonObject = {
  type: "template",
  template: {
    name: "pedido_listo",
    language: { code: "es" },
    components: [
      { type: "body", parameters: words("a", "b") },
      { type: "button", sub_type: "url", index: "1", parameters: words("c") },
    ],
  },
};
const marketing: JsonObject = { type: "template", template: { name: "oferta", language: { code: "es" } } };

async function deliver(bench: Bench, to: string, ...messages: JsonObject[]): Promise<void> {
  for (const message of messages) {
    await bench.send({ ...message, to: `+${to}` });
    await bench.api.settled();
  }
}

function writes(bench: Bench, ...customers: string[]): void {
  for (const waId of customers) {
    bench.api.addCustomer({ waId, name: null });
    bench.api.writeAsCustomer(waId, text);
  }
}

it("V18: with 1,000 free texts used, a month costs 0.2478 and the failed one nothing", async () => {
  const bench = await startBench({ at: "2026-10-15T10:00:00Z" });
  writes(bench, maria, "17875550100");
  bench.api.setServiceDelivered({ phoneNumberId: phoneId, month: "2026-10", used: 1_000 });
  await deliver(bench, maria, text, text, text);
  await deliver(bench, "17875550100", text);
  bench.api.addFault({ kind: "fail-status", code: 131049 });
  await deliver(bench, maria, marketing);
  await deliver(bench, maria, utility, utility);
  await deliver(bench, "4915200000001", marketing);
  expect((await bench.control("GET", "/bill?month=2026-10")).body).toMatchObject({
    month: "2026-10",
    currencies: ["USD"],
    messages: 7,
    charged: 7,
    unpriced: 0,
    totalMillionths: 247_800,
    total: "0.247800",
  });
  expect(bench.api.bill({ month: "2026-10" }).totalMillionths).toBe(247_800);
  expect(bench.api.bill({ month: "2026-11" }).lines).toEqual([]);
});

it("three epochs: conversations once, then messages, then service beyond the allowance", async () => {
  const bench = await startBench({ at: "2025-06-30T10:00:00Z" });
  bench.api.addRateCard({
    currency: "USD",
    from: "2025-01-01",
    markets: { Spain: { marketing: 55_500, utility: 33_300 } },
  });
  writes(bench, maria);
  await deliver(bench, maria, marketing, marketing, utility, text);
  bench.clock.set("2026-03-10T10:00:00Z");
  writes(bench, maria);
  await deliver(bench, maria, text, utility, marketing);
  bench.clock.set("2026-10-05T10:00:00Z");
  writes(bench, maria);
  bench.api.setServiceDelivered({ phoneNumberId: phoneId, month: "2026-10", used: 999 });
  await deliver(bench, maria, text, text, utility);
  const lines = bench.api
    .bill()
    .lines.map(({ model, type, category, amount }) => [model, type, category, amount]);
  expect(lines).toEqual([
    ["CBP", "regular", "marketing", 55_500],
    ["CBP", "joined", "marketing", 0],
    ["CBP", "regular", "utility", 33_300],
    ["CBP", "joined", "utility", 0],
    ["PMP", "free_customer_service", "service", 0],
    ["PMP", "free_customer_service", "utility", 0],
    ["PMP", "regular", "marketing", 61_500],
    ["PMP", "free_customer_service", "service", 0],
    ["PMP", "regular", "service", 20_000],
    ["PMP", "regular", "utility", 20_000],
  ]);
});

it("inside a free entry window nothing is charged, and reactions stand on no bill", async () => {
  const bench = await startBench({ at: "2026-11-02T10:00:00Z" });
  bench.api.addCustomer({ waId: maria, name: null });
  const { id } = bench.api.writeAsCustomer(maria, {
    ...text,
    referral: { source_type: "ad", source_id: "1" },
  });
  await deliver(bench, maria, marketing, { type: "reaction", reaction: { message_id: id, emoji: "👍" } });
  expect(bench.api.bill()).toMatchObject({
    lines: [{ type: "free_entry_point", amount: 0 }],
    totalMillionths: 0,
  });
});

it("a currency without card has lines without amount; somebody whose number is hidden is billed by country", async () => {
  const phoneNumbers = [{ id: phoneId, displayPhoneNumber: "+34 600 900 900", verifiedName: "Hotel" }];
  const waba = { id: wabaId, name: "Hotel", timeZone: "Europe/Madrid", currency: "EUR", phoneNumbers };
  const bench = await startBench({ at: "2026-10-05T10:00:00Z", wabas: [waba] });
  bench.api.addCustomer({ bsuid: "PT.1349", name: null });
  bench.api.writeAsCustomer("PT.1349", text);
  bench.api.setServiceDelivered({ phoneNumberId: phoneId, month: "2026-10", used: 1_000 });
  await bench.send({ ...text, to: "", recipient: "PT.1349" });
  await bench.api.settled();
  expect(bench.api.bill().lines).toMatchObject([
    { country: "PT", market: "Rest of Western Europe", amount: null },
  ]);
  await bench.control("POST", "/rate-cards", {
    currency: "EUR",
    from: "2026-10-01",
    markets: { "Rest of Western Europe": { service: 15_000 } },
  });
  await bench.send({ ...text, to: "", recipient: "PT.1349" });
  await bench.api.settled();
  expect(bench.api.bill().lines[1]?.amount).toBe(15_000);
});

it("steps of volume: the rate falls inside the month, and the account hears of it (§1.7)", async () => {
  const bench = await startBench({ at: "2026-11-15T10:00:00Z" });
  const steps = [
    { above: 0, rate: 20_000 },
    { above: 2, rate: 15_000 },
  ];
  bench.api.addRateCard({ currency: "USD", from: "2026-11-01", markets: { Spain: { utility: steps } } });
  await deliver(bench, maria, utility, utility, utility);
  expect(bench.api.bill().lines.map(({ amount, tier }) => [amount, tier])).toEqual([
    [20_000, "0:2"],
    [20_000, "0:2"],
    [15_000, "3:MAX"],
  ]);
  const updates = bench.received.flatMap(({ body }) =>
    asObjects(body.entry).flatMap((entry) => asObjects(entry.changes)),
  );
  expect(updates.filter(({ field }) => field === "account_update")).toMatchObject([
    {
      value: {
        event: "VOLUME_BASED_PRICING_TIER_UPDATE",
        volume_tier_info: {
          pricing_category: "UTILITY",
          tier: "3:MAX",
          effective_month: "2026-11",
          region: "Spain",
        },
      },
    },
  ]);
});

const seconds = (at: string) => Date.parse(at) / 1000;

async function analyse(bench: Bench, options: string): Promise<JsonObject[]> {
  const range = `start(${seconds("2026-10-01T00:00:00Z")}).end(${seconds("2026-12-31T00:00:00Z")})`;
  const answer = await bench.get(`/v24.0/${wabaId}?fields=pricing_analytics.${range}${options}`);
  const analytics = asObject(answer.body.pricing_analytics);
  return asObjects(asObjects(analytics?.data)[0]?.data_points);
}

it("pricing_analytics sums the bill by days, months and dimensions (§1.9)", async () => {
  const bench = await startBench({ at: "2026-10-31T22:30:00Z" });
  writes(bench, maria);
  await deliver(bench, maria, marketing, marketing, text);
  bench.clock.set("2026-10-31T23:30:00Z");
  await deliver(bench, maria, marketing);
  const all = ".dimensions([PRICING_CATEGORY,PRICING_TYPE,COUNTRY,PHONE,TIER])";
  const october = { start: seconds("2026-10-30T23:00:00Z"), end: seconds("2026-10-31T23:00:00Z") };
  const spain = { country: "ES", phone_number: "34600900900", tier: "0:MAX" };
  expect(await analyse(bench, `.granularity(DAILY)${all}`)).toEqual([
    { ...october, ...spain, pricing_type: "REGULAR", pricing_category: "MARKETING", volume: 2, cost: 0.1414 },
    {
      ...october,
      ...spain,
      pricing_type: "FREE_CUSTOMER_SERVICE",
      pricing_category: "SERVICE",
      volume: 1,
      cost: 0,
    },
    expect.objectContaining({ start: october.end, end: october.end + 86_400, volume: 1, cost: 0.0707 }),
  ]);
  expect(await analyse(bench, ".granularity(MONTHLY)")).toMatchObject([{ volume: 3, cost: 0.1414 }]);
  expect(
    await analyse(bench, `.granularity(HALF_HOUR).pricing_types(["REGULAR"]).metric_types([COST])`),
  ).toEqual([
    { start: seconds("2026-10-31T22:30:00Z"), end: seconds("2026-10-31T23:00:00Z"), cost: 0.1414 },
    { start: seconds("2026-10-31T23:30:00Z"), end: seconds("2026-11-01T00:00:00Z"), cost: 0.0707 },
  ]);
  expect(await analyse(bench, ".granularity(DAILY).country_codes([PT])")).toEqual([]);
  await bench.control("POST", "/bill", { country: "PT", category: "marketing", volume: 10 });
  expect(await analyse(bench, ".granularity(DAILY).country_codes([PT])")).toMatchObject([
    { volume: 10, cost: 0.592 },
  ]);
});

it.each([
  "pricing_analytics",
  "pricing_analytics.start(1).end(0).granularity(DAILY)",
  "pricing_analytics.start(1).end(2).granularity(YEARLY)",
  "pricing_analytics.start(1).end(2).granularity(DAILY).dimensions([COLOUR])",
])("refuses %s", async (field) => {
  const bench = await startBench();
  const answer = await bench.get(`/v24.0/${wabaId}?fields=${field}`);
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 100 } } });
});
