import { describe, expect, it } from "vitest";
import type { Category } from "./conversation.ts";
import { cardOn, publishedRateCards, type RateCard, rateFor } from "./rate-cards.ts";
import { readRateCard } from "./read-rate-card.ts";

const usdOn = (date: string) => {
  const card = cardOn(publishedRateCards, { currency: "USD", date, unit: "message" });
  if (card === null) {
    throw new Error(`no card on ${date}`);
  }
  return card;
};

describe("the card of a day", () => {
  it.each([
    ["2025-06-30", null],
    ["2025-07-01", "usd-2025-07-01"],
    ["2025-09-30", "usd-2025-07-01"],
    ["2025-10-01", "usd-2025-10-01"],
    ["2025-12-31", "usd-2025-10-01"],
    ["2026-01-01", "usd-2026-01-01"],
    ["2026-06-30", "usd-2026-01-01"],
    ["2026-07-01", "usd-2026-07-01"],
    ["2026-09-30", "usd-2026-07-01"],
    ["2026-10-01", "usd-2026-10-01"],
    ["2027-05-05", "usd-2026-10-01"],
  ])("%s: %s", (date, id) => {
    const card = cardOn(publishedRateCards, { currency: "USD", date, unit: "message" });
    expect(card?.id ?? null).toBe(id);
  });

  it("M13 there is none for another currency or another unit", () => {
    expect(cardOn(publishedRateCards, { currency: "EUR", date: "2026-10-01", unit: "message" })).toBeNull();
    expect(
      cardOn(publishedRateCards, { currency: "USD", date: "2026-10-01", unit: "conversation" }),
    ).toBeNull();
  });

  it("does not depend on the order of the cards", () => {
    const reversed = publishedRateCards.toReversed();
    expect(cardOn(reversed, { currency: "USD", date: "2026-08-01", unit: "message" })?.id).toBe(
      "usd-2026-07-01",
    );
  });
});

describe("cells known to have changed are null before their date", () => {
  it.each<[string, Category, string, string, number]>([
    ["United Arab Emirates", "marketing", "2025-07-01", "2025-10-01", 49_900],
    ["Colombia", "utility", "2025-07-01", "2025-10-01", 800],
    ["Saudi Arabia", "utility", "2025-07-01", "2025-10-01", 10_700],
    ["Argentina", "utility", "2025-07-01", "2025-10-01", 26_000],
    ["Egypt", "utility", "2025-07-01", "2025-10-01", 3_600],
    ["Egypt", "marketing", "2025-10-01", "2026-01-01", 64_400],
  ])("%s %s: unknown on %s, known on %s", (market, category, unknownOn, knownOn, rate) => {
    expect(rateFor(usdOn(unknownOn), market, category)).toBeNull();
    expect(rateFor(usdOn(knownOn), market, category)).toBe(rate);
  });
});

describe("differences between the cards", () => {
  it.each<[string, Category, (number | null)[]]>([
    ["Spain", "marketing", [61_500, 61_500, 61_500, 70_700, 70_700]],
    ["United Kingdom", "marketing", [52_900, 52_900, 52_900, 63_500, 63_500]],
    ["Italy", "marketing", [69_100, 69_100, 69_100, 79_500, 79_500]],
    ["France", "marketing", [143_200, 143_200, 85_900, 85_900, 85_900]],
    ["India", "marketing", [10_700, 10_700, 11_800, 11_800, 11_800]],
    ["India", "authentication_international", [28_000, 28_000, 28_000, 30_400, 30_400]],
    ["Mexico", "marketing", [43_600, 30_500, 30_500, 30_500, 39_700]],
    ["North America", "utility", [4_000, 4_000, 3_400, 3_400, 3_400]],
    ["Pakistan", "utility", [5_400, 5_400, 5_400, 10_000, 15_000]],
    ["Peru", "utility", [20_000, 20_000, 20_000, 20_000, 30_000]],
    ["Saudi Arabia", "marketing", [45_500, 45_500, 45_500, 50_100, 57_600]],
    ["South Africa", "utility", [7_600, 7_600, 7_600, 7_600, 9_500]],
    ["Turkey", "utility", [5_300, 5_300, 5_300, 900, 900]],
    ["United Arab Emirates", "marketing", [null, 49_900, 49_900, 49_900, 57_600]],
    ["Rest of Asia Pacific", "marketing", [73_200, 73_200, 73_200, 73_200, 84_200]],
    ["Rest of Middle East", "marketing", [34_100, 34_100, 34_100, 34_100, 39_200]],
    ["Poland", "marketing", [null, null, null, 36_600, 36_600]],
    ["Kazakhstan", "utility", [null, null, null, null, 18_000]],
  ])("%s %s", (market, category, rates) => {
    expect(publishedRateCards.map((card) => rateFor(card, market, category))).toEqual(rates);
  });

  it("free text and authentication cost the utility rate in every row of 2026-10-01", () => {
    const card = usdOn("2026-10-01");
    for (const market of Object.keys(card.rates)) {
      expect(rateFor(card, market, "service")).toBe(rateFor(card, market, "utility"));
      expect(rateFor(card, market, "authentication")).toBe(rateFor(card, market, "utility"));
    }
    expect(Object.keys(card.rates)).toHaveLength(47);
  });

  it("authentication before 2026-10-01 is marked as assumed", () => {
    expect(publishedRateCards.map(({ assumed }) => assumed)).toEqual([
      ["authentication"],
      ["authentication"],
      ["authentication"],
      ["authentication"],
      [],
    ]);
  });
});

describe("an imported card", () => {
  const euro = {
    id: "eur-2026-10-01",
    currency: "EUR",
    effectiveFrom: "2026-10-01",
    unit: "message",
    source: "invented numbers",
    rates: { Spain: { marketing: "0.0600", utility: "0.0180", "authentication-international": null } },
  };

  it("is read with its rates in millionths; free text costs the utility rate, what it lacks is unknown", () => {
    const card: RateCard = readRateCard(euro);
    expect(rateFor(card, "Spain", "marketing")).toBe(60_000);
    expect(rateFor(card, "Spain", "marketing_lite")).toBe(60_000);
    expect(rateFor(card, "Spain", "service")).toBe(18_000);
    expect(rateFor(card, "Spain", "authentication")).toBeNull();
    expect(rateFor(card, "Spain", "authentication_international")).toBeNull();
    expect(rateFor(card, "France", "marketing")).toBeNull();
    expect(rateFor(card, "toString", "marketing")).toBeNull();
  });

  it.each([
    ["no object", null, "card"],
    ["no id", { ...euro, id: "" }, "id"],
    ["a date of another form", { ...euro, effectiveFrom: "1/10/2026" }, "effectiveFrom"],
    ["another unit", { ...euro, unit: "month" }, "unit"],
    ["a number for a rate", { ...euro, rates: { Spain: { marketing: 0.06 } } }, "Spain marketing"],
    ["a negative rate", { ...euro, rates: { Spain: { marketing: "-0.06" } } }, "Spain marketing"],
    ["a word for a rate", { ...euro, rates: { Spain: { marketing: "n/a" } } }, "Spain marketing"],
    ["an unknown column", { ...euro, rates: { Spain: { price: "0.06" } } }, "price"],
    ["assumed is no list", { ...euro, assumed: "authentication" }, "assumed"],
  ])("is refused with the place of the mistake: %s", (_, data, place) => {
    expect(() => readRateCard(data)).toThrow(place);
  });
});
