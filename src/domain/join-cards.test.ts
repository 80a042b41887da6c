import { describe, expect, it } from "vitest";
import { type CardFields, joinCards, partCards, wishSince } from "./join-cards.ts";

const card: CardFields = {
  name: "Ana",
  nameSource: "agent",
  language: "es",
  blockedAt: null,
  marketingStoppedAt: null,
  marketingToldAt: null,
};
const stopped = { marketingStoppedAt: 200, marketingToldAt: 200 };
const resumed = { marketingStoppedAt: null, marketingToldAt: 300 };
const unknown = { name: null, nameSource: "provider", language: null };

describe("N11 the card that stays", () => {
  it.each<[string, Partial<CardFields>, Partial<CardFields>, Partial<CardFields>]>([
    ["keeps what it knows", {}, { name: "Bea", language: "pt" }, {}],
    ["takes over what it did not know", unknown, {}, { name: "Ana", nameSource: "agent", language: "es" }],
    ["is blocked when the other one is", {}, { blockedAt: 5 }, { blockedAt: 5 }],
    ["takes over a stop of marketing", {}, stopped, stopped],
    ["takes over the newer wish", stopped, resumed, resumed],
    ["keeps the newer wish", resumed, stopped, {}],
    [
      "takes over a stop that nobody dated",
      {},
      { marketingStoppedAt: 7 },
      { marketingStoppedAt: 7, marketingToldAt: 7 },
    ],
  ])("%s", (_, into, from, after) => {
    expect(joinCards({ ...card, ...into }, { ...card, ...from }).after).toEqual(after);
  });

  it("remembers how it was before", () => {
    expect(joinCards({ ...card, ...unknown }, { ...card, ...stopped }).before).toEqual({
      ...unknown,
      marketingStoppedAt: null,
      marketingToldAt: null,
    });
  });

  it("gets back what the merge changed, and keeps what somebody changed since", () => {
    const joined = joinCards({ ...card, ...unknown }, { ...card, ...stopped });
    const now = { ...card, ...stopped, name: "Ana Gil" };
    expect(partCards(now, joined)).toEqual({
      nameSource: "provider",
      language: null,
      marketingStoppedAt: null,
      marketingToldAt: null,
    });
  });
});

describe("a stop of marketing that was told", () => {
  it.each<[string, Partial<CardFields>, object | null]>([
    ["while both were one holds for both", stopped, stopped],
    [
      "at the moment of the merge, too",
      { marketingStoppedAt: 100, marketingToldAt: 100 },
      { marketingStoppedAt: 100, marketingToldAt: 100 },
    ],
    ["before, holds for the one who told it", { marketingStoppedAt: 99, marketingToldAt: 99 }, null],
    ["and was taken back is none", resumed, null],
  ])("%s", (_, now, wish) => {
    expect(wishSince({ ...card, ...now }, 100)).toEqual(wish);
  });
});
