import { describe, expect, it } from "vitest";
import { type PriceFacts, priceMessage } from "./pricing.ts";
import type { RateCard } from "./rate-cards.ts";
import { volumeKeyOf, volumeName, volumePosition } from "./volume.ts";

const key = { month: "2026-10", market: "India", category: "utility" } as const;
const at = Date.parse("2026-10-15T12:00:00Z");

/** Invented numbers: the tiers of Meta's cards are not known to us. */
const tiered: RateCard = {
  id: "tiered",
  currency: "USD",
  effectiveFrom: "2026-10-01",
  unit: "message",
  source: "invented numbers",
  assumed: [],
  rates: { India: { utility: 1_400, service: 1_400, marketing: 11_800 } },
  tiers: {
    India: {
      utility: [
        { from: 1, to: 100, rate: 1_400 },
        { from: 101, to: 200, rate: 1_300 },
        { from: 201, to: null, rate: 1_200 },
      ],
    },
  },
};

const facts: PriceFacts = {
  category: "utility",
  at,
  timeZone: "Asia/Kolkata",
  currency: "USD",
  recipient: { kind: "phone", digits: "919000000001" },
  windowOpen: { atAttempt: false, atDelivery: false },
  freeEntryOpen: false,
  allowanceUsed: { "2026-10": 1_000 },
  conversation: "opener",
  reported: null,
  cards: [tiered],
};
const amountAfter = (charged: number, category = "utility") =>
  priceMessage({ ...facts, category, volume: { charged: { [volumeName(key)]: charged }, reached: [] } })
    .amount;

describe("§1.7 volume tiers are marginal: a message costs the rate of the tier that it falls in", () => {
  it.each([
    [0, 1_400],
    [99, 1_400],
    [100, 1_300],
    [199, 1_300],
    [200, 1_200],
    [50_000_000, 1_200],
  ])("after %i charged messages of the month", (charged, amount) => {
    expect(amountAfter(charged)).toBe(amount);
  });

  it("marketing and free text have none", () => {
    expect(amountAfter(500, "marketing")).toBe(11_800);
    expect(amountAfter(500, "service")).toBe(1_400);
  });

  it("what Meta told outweighs our count from its time on, and never lowers it", () => {
    const reached = [{ ...key, from: 201, at }];
    const volume = { charged: { [volumeName(key)]: 5 }, reached };
    expect(volumePosition(volume, key, at - 1)).toBe(6);
    expect(volumePosition(volume, key, at)).toBe(201);
    expect(volumePosition({ ...volume, charged: { [volumeName(key)]: 300 } }, key, at)).toBe(301);
    expect(volumePosition(volume, { ...key, month: "2026-11" }, at)).toBe(1);
    expect(volumePosition(volume, { ...key, category: "authentication" }, at)).toBe(1);
  });
});

describe("what counts for a month's volume", () => {
  const price = { category: "utility", type: "regular", market: "India", day: "2026-10-15" };
  it.each([
    ["a charged utility message", price, true],
    ["a charged authentication message", { ...price, category: "authentication" }, true],
    ["marketing", { ...price, category: "marketing" }, false],
    ["free text", { ...price, category: "service" }, false],
    ["one that is free in the window", { ...price, type: "free_customer_service" }, false],
    ["one without a market", { ...price, market: null }, false],
    ["one of the conversations until 2025-06-30", { ...price, day: "2025-06-30" }, false],
  ])("%s", (_name, counted, counts) => {
    expect(volumeKeyOf(counted) !== null).toBe(counts);
  });
});
