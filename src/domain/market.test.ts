import { describe, expect, it } from "vitest";
import { marketOf, marketOfBsuid, marketOfCountry } from "./market.ts";
import { cardOn, publishedRateCards } from "./rate-cards.ts";

describe("the market of a phone: longest prefix, dated membership", () => {
  it.each([
    [
      "+1 809, 829, 849 Dominican Republic",
      ["18095550100", "18295550100", "18495550100"],
      "Rest of Latin America",
    ],
    ["+1 658, 876 Jamaica", ["16585550100", "18765550100"], "Rest of Latin America"],
    ["+1 787, 939 Puerto Rico", ["17875550100", "19395550100"], "Rest of Latin America"],
    [
      "+1 of the Caribbean and Atlantic islands",
      "242 246 264 268 284 345 441 473 649 664 721 758 767 784 868 869"
        .split(" ")
        .map((area) => `1${area}5550100`),
      "Other",
    ],
    [
      "+1 340, 670, 671, 684 US territories",
      ["13405550100", "16705550100", "16715550100", "16845550100"],
      "Other",
    ],
    ["any other +1", ["12025550100", "12125550100", "16135550100"], "North America"],
    ["+7 of Russia", ["79120000001", "74950000001"], "Russia"],
    ["+34", ["34600900001"], "Spain"],
    ["+44", ["447700900001"], "United Kingdom"],
    ["+351", ["351900000001"], "Rest of Western Europe"],
    ["+353, not +35", ["353800000001"], "Rest of Western Europe"],
    ["+598", ["59890000001"], "Rest of Latin America"],
    ["+376, not listed", ["376300001"], "Other"],
    ["+883, no country", ["883120000001"], "Other"],
  ])("%s", (_, phones, market) => {
    for (const digits of phones) {
      expect(marketOf(digits, "2026-10-01")).toBe(market);
    }
  });

  const moved: [string, string, string, string, string][] = [
    ["+7 6", "76000000001", "2026-10-01", "Other", "Kazakhstan"],
    ["+7 7", "77010000001", "2026-10-01", "Other", "Kazakhstan"],
    ["+852", "85251000001", "2026-07-01", "Rest of Asia Pacific", "Hong Kong"],
    ["+36", "36200000001", "2026-07-01", "Rest of Central & Eastern Europe", "Hungary"],
    ["+48", "48500000001", "2026-07-01", "Rest of Central & Eastern Europe", "Poland"],
    ["+974", "97433000001", "2026-07-01", "Rest of Middle East", "Qatar"],
    ["+40", "40700000001", "2026-07-01", "Rest of Central & Eastern Europe", "Romania"],
    ["+65", "6580000001", "2026-07-01", "Rest of Asia Pacific", "Singapore"],
    ["+880", "8801700000001", "2026-10-01", "Rest of Asia Pacific", "Bangladesh"],
    ["+964", "9647000000001", "2026-10-01", "Rest of Middle East", "Iraq"],
    ["+965", "96550000001", "2026-10-01", "Rest of Middle East", "Kuwait"],
    ["+212", "212600000001", "2026-10-01", "Rest of Africa", "Morocco"],
    ["+977", "9779800000001", "2026-10-01", "Rest of Asia Pacific", "Nepal"],
    ["+968", "96890000001", "2026-10-01", "Rest of Middle East", "Oman"],
    ["+94", "94700000001", "2026-10-01", "Rest of Asia Pacific", "Sri Lanka"],
    ["+380", "380500000001", "2026-10-01", "Rest of Central & Eastern Europe", "Ukraine"],
    ["+263", "263700000001", "2025-10-01", "Other", "Rest of Africa"],
  ];
  const dayBefore: Record<string, string> = {
    "2025-10-01": "2025-09-30",
    "2026-07-01": "2026-06-30",
    "2026-10-01": "2026-09-30",
  };
  it.each(moved)("%s (%s) moves on %s from %s to %s", (_, digits, date, before, after) => {
    expect(marketOf(digits, dayBefore[date] ?? "")).toBe(before);
    expect(marketOf(digits, date)).toBe(after);
    expect(marketOf(digits, "2030-01-01")).toBe(after);
  });

  it.each(["", "0034600900001", "+34600900001", "ES.13491208655302741918", "1234", "1234567890123456"])(
    "%j is no phone",
    (text) => {
      expect(marketOf(text, "2026-10-01")).toBeNull();
    },
  );

  it("every market has a row on the card of the day, and every row a market", () => {
    for (const card of publishedRateCards) {
      const used = new Set(
        everyPrefix.map((prefix) => marketOf(`${prefix}00000000`.slice(0, 11), card.effectiveFrom)),
      );
      expect([...used].sort()).toEqual(Object.keys(card.rates).sort());
      expect(cardOn(publishedRateCards, { currency: "USD", date: card.effectiveFrom, unit: "message" })).toBe(
        card,
      );
    }
  });
  const everyPrefix = Array.from({ length: 9_000 }, (_, number) => String(number + 1_000));
});

describe("D12 the market of a BSUID: its two letters, assumed", () => {
  it.each([
    ["ES.13491208655302741918", "2026-10-01", "Spain"],
    ["US.13491208655302741918", "2026-10-01", "North America"],
    ["CA.13491208655302741918", "2026-10-01", "North America"],
    ["PR.13491208655302741918", "2026-10-01", "Rest of Latin America"],
    ["PL.13491208655302741918", "2026-06-30", "Rest of Central & Eastern Europe"],
    ["PL.13491208655302741918", "2026-07-01", "Poland"],
    ["AD.13491208655302741918", "2026-10-01", "Other"],
  ])("%s on %s is %s", (bsuid, date, market) => {
    expect(marketOfBsuid(bsuid, date)).toEqual({ market, assumed: true });
  });

  it.each(["user.9f8a7b", "34600900001", "es.1349", ""])("%j says no country", (bsuid) => {
    expect(marketOfBsuid(bsuid, "2026-10-01")).toBeNull();
  });
});

it.each([
  ["ES", "2026-10-01", "Spain"],
  ["PL", "2026-06-30", "Rest of Central & Eastern Europe"],
  ["PL", "2026-07-01", "Poland"],
  ["XX", "2026-10-01", "Other"],
])("the market of the country %s on %s is %s", (country, date, market) => {
  expect(marketOfCountry(country, date)).toBe(market);
});
