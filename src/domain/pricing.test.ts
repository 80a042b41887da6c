import { describe, expect, it } from "vitest";
import {
  epochOf,
  type Price,
  type PriceFacts,
  priceMessage,
  type ReportedPricing,
  usesAllowance,
} from "./pricing.ts";
import { publishedRateCards, type RateCard } from "./rate-cards.ts";

/** A template of the category to a Spanish phone, window closed, reached on 2026-10-15, nothing reported. */
const facts: PriceFacts = {
  category: "utility",
  at: Date.parse("2026-10-15T12:00:00+02:00"),
  timeZone: "Europe/Madrid",
  currency: "USD",
  recipient: { kind: "phone", digits: "34600900001" },
  windowOpen: { atAttempt: false, atDelivery: false },
  freeEntryOpen: false,
  allowanceUsed: {},
  conversation: "opener",
  reported: null,
  cards: publishedRateCards,
};

const inMarch2025 = Date.parse("2025-03-10T12:00:00+01:00");
const inMarch2026 = Date.parse("2026-03-10T12:00:00+01:00");
const inOctober2026 = facts.at;
const windowOpen = { atAttempt: true, atDelivery: true };
const thousandUsed = { "2026-10": 1000 };

/** Invented numbers: no conversation rate was ever published to us. */
const inventedConversationCard: RateCard = {
  id: "invented-conversations",
  currency: "USD",
  effectiveFrom: "2023-06-01",
  unit: "conversation",
  source: "invented numbers",
  assumed: [],
  rates: { Spain: { marketing: 111_111, utility: 22_222, authentication: 33_333, service: 4_444 } },
};

function price(changes: Partial<PriceFacts>): Price {
  return priceMessage({ ...facts, ...changes });
}

describe("the epoch follows the local date", () => {
  it.each([
    ["2022-02-01", "CBP"],
    ["2025-06-30", "CBP"],
    ["2025-07-01", "PMP"],
    ["2026-09-30", "PMP"],
    ["2026-10-01", "PMP-2026-10"],
    ["2030-01-01", "PMP-2026-10"],
  ])("%s is %s", (date, epoch) => {
    expect(epochOf(date)).toBe(epoch);
  });
});

describe("M3 a free entry point makes every message free", () => {
  it.each(["marketing", "utility", "authentication", "service"])("%s in all epochs", (category) => {
    for (const at of [inMarch2025, inMarch2026, inOctober2026]) {
      const free = price({ category, at, freeEntryOpen: true, allowanceUsed: thousandUsed });
      expect(free).toMatchObject({ amount: 0, type: "free_entry_point", card: null, reason: null });
    }
  });

  it("and does not use the allowance", () => {
    expect(usesAllowance(price({ category: "service", windowOpen, freeEntryOpen: true }))).toBe(false);
    expect(usesAllowance(price({ category: "service", windowOpen }))).toBe(true);
  });
});

describe("M4 free text", () => {
  it.each([
    ["CBP, last day of 2024-10: unknown, never a false 0", "2024-10-31T23:59:59+01:00", {}, null],
    ["CBP, since 2024-11-01: free", "2024-11-01T00:00:00+01:00", {}, 0],
    ["PMP: free", "2026-09-30T23:59:59+02:00", {}, 0],
    ["PMP: free whatever was sent", "2026-09-30T23:59:59+02:00", { "2026-09": 5000 }, 0],
    ["2026-10: the 1,000th of the month is free", "2026-10-01T00:00:00+02:00", { "2026-10": 999 }, 0],
    ["2026-10: the 1,001st costs the utility rate", "2026-10-01T00:00:00+02:00", { "2026-10": 1000 }, 20_000],
  ])("%s", (_, reached, allowanceUsed, amount) => {
    const at = Date.parse(reached);
    expect(price({ category: "service", windowOpen, at, allowanceUsed }).amount).toBe(amount);
  });
});

describe("M5, M6 utility", () => {
  it.each([
    ["PMP, window open", inMarch2026, windowOpen, 0, "free_customer_service"],
    ["PMP, window closed", inMarch2026, facts.windowOpen, 20_000, "regular"],
    ["2026-10, window open", inOctober2026, windowOpen, 20_000, "regular"],
    ["2026-10, window closed", inOctober2026, facts.windowOpen, 20_000, "regular"],
  ])("%s", (_, at, window, amount, type) => {
    expect(price({ at, windowOpen: window })).toMatchObject({ amount, type });
  });

  it.each([
    ["at-delivery", { atAttempt: true, atDelivery: false }, 20_000],
    ["at-delivery", { atAttempt: false, atDelivery: true }, 0],
    ["at-attempt", { atAttempt: true, atDelivery: false }, 0],
    ["at-attempt", { atAttempt: false, atDelivery: true }, 20_000],
  ] as const)("M5 the window %s decides: %j", (utilityWindow, window, amount) => {
    expect(price({ at: inMarch2026, windowOpen: window, settings: { utilityWindow } }).amount).toBe(amount);
  });

  it("M5 the window at delivery decides unless the owner says otherwise", () => {
    expect(price({ at: inMarch2026, windowOpen: { atAttempt: false, atDelivery: true } }).amount).toBe(0);
  });
});

describe("M7, M8 marketing and authentication cost their rate, whatever the window", () => {
  it.each([
    ["marketing", inMarch2026, 61_500],
    ["marketing_lite", inMarch2026, 61_500],
    ["marketing", inOctober2026, 70_700],
    ["authentication", inMarch2026, 20_000],
    ["authentication", inOctober2026, 20_000],
  ])("%s", (category, at, amount) => {
    for (const window of [windowOpen, facts.windowOpen]) {
      expect(price({ category, at, windowOpen: window })).toMatchObject({ amount, type: "regular" });
    }
  });

  it("M8 the international column only by the webhook's category", () => {
    const recipient = { kind: "phone", digits: "919000000001" } as const;
    const reported = { type: "regular", category: "authentication-international", billable: true };
    expect(price({ category: "authentication", recipient }).amount).toBe(1_400);
    expect(price({ category: "authentication", recipient, reported })).toMatchObject({
      amount: 30_400,
      category: "authentication_international",
    });
  });
});

describe("M6–M8 to 2025-06-30 the opener pays its conversation (card of invented numbers)", () => {
  const cards = [...publishedRateCards, inventedConversationCard];
  it.each([
    ["marketing", "opener", 111_111, "regular"],
    ["marketing", "joined", 0, "in_conversation"],
    ["utility", "opener", 22_222, "regular"],
    ["utility", "joined", 0, "in_conversation"],
    ["authentication", "opener", 33_333, "regular"],
    ["authentication", "joined", 0, "in_conversation"],
  ] as const)("%s, %s", (category, conversation, amount, type) => {
    for (const window of [windowOpen, facts.windowOpen]) {
      const changes = { at: inMarch2025, category, conversation, windowOpen: window, cards };
      expect(price(changes)).toMatchObject({ amount, type });
    }
  });

  it("M9 a joined message stays covered whatever its webhook says", () => {
    const reported = { type: null, category: "marketing", billable: true };
    const joined = {
      at: inMarch2025,
      category: "marketing",
      conversation: "joined",
      cards,
      reported,
    } as const;
    expect(price(joined)).toMatchObject({ amount: 0, type: "in_conversation", source: "webhook" });
    expect(price({ ...joined, conversation: "opener" }).amount).toBe(111_111);
  });

  it("M9 a conversation that is open over the midnight does not cover what is delivered after it", () => {
    const joined = { category: "marketing", conversation: "joined", cards } as const;
    expect(price({ ...joined, at: Date.parse("2025-06-30T23:59:59+02:00") }).amount).toBe(0);
    expect(price({ ...joined, at: Date.parse("2025-07-01T00:00:00+02:00") }).amount).toBe(61_500);
  });

  it("a conversation rate is never taken for a message, nor the reverse", () => {
    expect(price({ cards: [inventedConversationCard] })).toMatchObject({
      amount: null,
      reason: "card-missing",
    });
    expect(price({ at: inMarch2025 })).toMatchObject({ amount: null, reason: "card-missing" });
  });
});

describe("M9 the webhook comes before the computation", () => {
  const said = (
    type: string | null,
    category: string | null,
    billable: boolean | null = null,
  ): ReportedPricing => ({
    type,
    category,
    billable,
  });
  it.each<[string, ReportedPricing, Partial<Price>]>([
    ["free though we compute a charge", said("free_customer_service", "utility"), { amount: 0 }],
    [
      "free entry that we did not see",
      said("free_entry_point", "marketing"),
      { amount: 0, type: "free_entry_point" },
    ],
    ["another category", said("regular", "marketing"), { amount: 70_700, category: "marketing" }],
    ["capitals", said("regular", "MARKETING"), { amount: 70_700, category: "marketing" }],
    ["no type: billable", said(null, "utility", true), { amount: 20_000, type: "regular" }],
    ["no type: not billable", said(null, "utility", false), { amount: 0, type: "free_customer_service" }],
    ["a type of the future: billable", said("bulk", "utility", true), { amount: 20_000, type: "regular" }],
    ["neither type nor billable: computed", said(null, "marketing"), { amount: 70_700, type: "regular" }],
    ["no category: the template's", said("regular", null), { amount: 20_000, category: "utility" }],
    [
      "referral_conversion is a free entry",
      said(null, "referral_conversion"),
      { amount: 0, type: "free_entry_point" },
    ],
  ])("%s", (_, reported, result) => {
    expect(price({ reported })).toMatchObject({ ...result, source: "webhook" });
  });

  it("regular though we compute 0", () => {
    const reported = said("regular", "utility");
    expect(price({ at: inMarch2026, windowOpen, reported })).toMatchObject({
      amount: 20_000,
      source: "webhook",
    });
    expect(price({ at: inMarch2026, windowOpen })).toMatchObject({ amount: 0, source: "computed" });
  });

  it("not billable inside a free entry is one", () => {
    expect(price({ freeEntryOpen: true, reported: said(null, null, false) }).type).toBe("free_entry_point");
  });

  it("the amount is ours, from the card of the day", () => {
    const reported = said("regular", "marketing");
    expect(price({ at: inMarch2026, reported })).toMatchObject({ amount: 61_500, card: "usd-2026-01-01" });
  });
});

describe("M13 an unknown price is null with a reason, never 0", () => {
  it.each<[string, Partial<PriceFacts>, Partial<Price>]>([
    ["a currency without a card", { currency: "EUR" }, { reason: "card-missing", card: null }],
    ["a date before all cards", { at: inMarch2025 }, { reason: "card-missing" }],
    ["no phone", { recipient: { kind: "phone", digits: "" } }, { reason: "market-unknown", market: null }],
    [
      "a BSUID of another form",
      { recipient: { kind: "bsuid", bsuid: "user.9f8a" } },
      { reason: "market-unknown" },
    ],
    [
      "a category of the future",
      { reported: { type: "regular", category: "group_utility", billable: true } },
      { reason: "category-unknown", category: "group_utility" },
    ],
    [
      "a cell that the card does not know",
      { at: Date.parse("2025-08-01T12:00:00Z"), recipient: { kind: "phone", digits: "573000000001" } },
      { reason: "rate-unknown", card: "usd-2025-07-01", market: "Colombia" },
    ],
  ])("%s", (_, changes, result) => {
    expect(price(changes)).toMatchObject({ ...result, amount: null });
  });

  it("what is free stays free without a card", () => {
    expect(price({ currency: "EUR", category: "service", windowOpen })).toMatchObject({
      amount: 0,
      reason: null,
    });
  });
});

describe("D12 a customer without a phone number", () => {
  it("is priced by the two letters of the BSUID, marked as assumed", () => {
    const recipient = { kind: "bsuid", bsuid: "ES.13491208655302741918" } as const;
    expect(price({ recipient })).toMatchObject({ amount: 20_000, market: "Spain", marketAssumed: true });
    expect(price({})).toMatchObject({ market: "Spain", marketAssumed: false });
  });
});

describe("M12 what uses one of the 1,000", () => {
  it.each<[string, Partial<PriceFacts>, boolean]>([
    ["free text within", { category: "service" }, true],
    ["free text past them", { category: "service", allowanceUsed: thousandUsed }, true],
    ["free text before 2026-10-01", { category: "service", at: inMarch2026 }, false],
    ["utility in the window", { windowOpen }, false],
  ])("%s: %s", (_, changes, uses) => {
    expect(usesAllowance(price(changes))).toBe(uses);
  });
});
