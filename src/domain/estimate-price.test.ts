import { describe, expect, it } from "vitest";
import { type EstimateQuestion, estimatePrice } from "./estimate-price.ts";
import { publishedRateCards } from "./rate-cards.ts";

type WhatsAppQuestion = Extract<EstimateQuestion, { kind: "whatsapp" }>;

const question: WhatsAppQuestion = {
  kind: "whatsapp",
  category: "service",
  now: Date.parse("2026-10-15T12:00:00+02:00"),
  timeZone: "Europe/Madrid",
  currency: "USD",
  recipient: { kind: "phone", digits: "34600900001" },
  windowOpen: true,
  freeEntryOpen: false,
  allowanceUsed: {},
  joins: false,
  cards: publishedRateCards,
};
const inMarch2026 = Date.parse("2026-03-10T12:00:00+01:00");
const inMarch2025 = Date.parse("2025-03-10T12:00:00+01:00");

const estimate = (changes: Partial<WhatsAppQuestion>) => estimatePrice({ ...question, ...changes });

describe("the price in the composer: free text", () => {
  it.each([
    [0, 1000],
    [588, 412],
    [999, 1],
  ])("%i used: free, quedan %i", (count, remaining) => {
    const allowanceUsed = { "2026-10": count, "2026-09": 1000 };
    expect(estimate({ allowanceUsed })).toEqual({ kind: "free", because: "allowance", remaining });
  });

  it("1,000 used: the utility rate", () => {
    expect(estimate({ allowanceUsed: { "2026-10": 1000 } })).toEqual({
      kind: "charge",
      amount: 20_000,
      currency: "USD",
      category: "service",
      market: "Spain",
      marketAssumed: false,
      card: "usd-2026-10-01",
    });
  });

  it("before 2026-10-01: free, without an allowance", () => {
    expect(estimate({ now: inMarch2026 })).toEqual({ kind: "free", because: "window", remaining: null });
    expect(estimate({ now: inMarch2025 })).toEqual({ kind: "free", because: "window", remaining: null });
  });

  it("D12 a BSUID: its market is assumed", () => {
    const recipient = { kind: "bsuid", bsuid: "ES.1001" } as const;
    expect(estimate({ recipient, allowanceUsed: { "2026-10": 1000 } })).toMatchObject({
      marketAssumed: true,
    });
  });
});

describe("the price in the composer: templates", () => {
  it.each([
    ["utility, window closed", { category: "UTILITY", windowOpen: false }, 20_000],
    ["utility, window open", { category: "UTILITY" }, 20_000],
    ["marketing", { category: "MARKETING" }, 70_700],
    ["B3 utility in March 2026", { category: "UTILITY", windowOpen: false, now: inMarch2026 }, 20_000],
    ["B3 marketing in March 2026", { category: "MARKETING", windowOpen: false, now: inMarch2026 }, 61_500],
  ])("%s", (_, changes, amount) => {
    expect(estimate(changes)).toMatchObject({ kind: "charge", amount });
  });

  it("utility in the open window until 2026-09-30: free", () => {
    const now = Date.parse("2026-09-30T23:59:59+02:00");
    const utility = { category: "UTILITY" };
    expect(estimate({ ...utility, now })).toEqual({ kind: "free", because: "window", remaining: null });
    expect(estimate({ ...utility, now: now + 1_000 })).toMatchObject({ kind: "charge" });
  });

  it("M3 in a free entry: free", () => {
    const free = { kind: "free", because: "free-entry", remaining: null };
    expect(estimate({ category: "MARKETING", freeEntryOpen: true })).toEqual(free);
  });

  it("to 2025-06-30 a running conversation covers it, an opener's rate is unknown", () => {
    const marketing = { category: "MARKETING", now: inMarch2025 };
    expect(estimate({ ...marketing, joins: true })).toEqual({
      kind: "free",
      because: "conversation",
      remaining: null,
    });
    expect(estimate(marketing)).toMatchObject({ kind: "unknown", reason: "card-missing" });
  });
});

describe("C1 e-mail and notes have no WhatsApp charge", () => {
  it.each(["email", "note"] as const)("%s", (kind) => {
    expect(estimatePrice({ kind })).toEqual({ kind: "free", because: "not-whatsapp", remaining: null });
  });
});

describe("M13 tarifa desconocida: never a false 0", () => {
  it.each<[string, Partial<WhatsAppQuestion>, string]>([
    ["another currency", { currency: "EUR" }, "card-missing"],
    ["no phone", { recipient: { kind: "phone", digits: "" } }, "market-unknown"],
    ["a category of the future", { category: "GROUP_UTILITY" }, "category-unknown"],
    [
      "a cell that the card lacks",
      { now: Date.parse("2025-08-01T12:00:00Z"), recipient: { kind: "phone", digits: "5491100000001" } },
      "rate-unknown",
    ],
  ])("%s", (_, changes, reason) => {
    const estimated = estimate({ category: "UTILITY", windowOpen: false, ...changes });
    expect(estimated).toMatchObject({ kind: "unknown", reason });
    expect(estimated).not.toHaveProperty("amount");
  });
});
