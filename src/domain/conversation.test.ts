import { describe, expect, it } from "vitest";
import { type Conversation, conversationForFreeText, isRunning, standingOf } from "./conversation.ts";
import { conversationCost } from "./conversation-cost.ts";
import { dayMs } from "./time.ts";

const conversation = (given: Partial<Conversation> = {}): Conversation => ({
  id: "C",
  category: "utility",
  startedBy: "business",
  startsAt: 1_000,
  endsAt: 1_000 + dayMs,
  provisional: false,
  messageIds: ["C"],
  ...given,
});

describe("running: the end is exclusive", () => {
  it.each([
    ["1 ms before its start", 999, false],
    ["at its start", 1_000, true],
    ["1 ms before its end", 999 + dayMs, true],
    ["at its end", 1_000 + dayMs, false],
  ])("%s: %s", (_, at, running) => {
    expect(isRunning(conversation(), at)).toBe(running);
  });
});

describe("which conversation free text joins", () => {
  it.each<[string, Conversation[], string | null]>([
    ["none runs", [], null],
    [
      "K7 service, wherever it stands",
      [conversation({ id: "S", category: "service" }), conversation({ startsAt: 5_000 })],
      "S",
    ],
    [
      "K8 the one that started last",
      [conversation({ id: "A", startsAt: 3_000 }), conversation({ id: "B" })],
      "A",
    ],
    ["K8 of equals the later opener", [conversation({ id: "A" }), conversation({ id: "B" })], "B"],
  ])("%s", (_, running, id) => {
    expect(conversationForFreeText(running)?.id ?? null).toBe(id);
  });
});

describe("K13 how a conversation is shown", () => {
  it.each([
    ["its opener arrived", false, 999 + dayMs, "confirmed"],
    ["its opener arrived, long ago", false, 9 * dayMs, "confirmed"],
    ["on its way, 1 ms before the provisional end", true, 999 + dayMs, "provisional"],
    ["on its way at the provisional end", true, 1_000 + dayMs, "undelivered"],
  ])("%s", (_, provisional, now, standing) => {
    expect(standingOf(conversation({ provisional }), now)).toBe(standing);
  });
});

describe("K14 what a conversation costs", () => {
  it.each<[string, (number | null)[], number | null]>([
    ["the sum of the charges of its messages", [61_500, 0, 20_000], 81_500],
    ["dropped charges add nothing", [0, 0], 0],
    ["one unknown rate makes the whole unknown, never a false 0", [20_000, null], null],
    ["no messages, no cost", [], 0],
  ])("%s", (_, charges, cost) => {
    expect(conversationCost(charges)).toBe(cost);
  });
});
