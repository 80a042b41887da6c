import { expect, it } from "vitest";
import { conversationStateAt } from "./conversation-state.ts";

it.each([
  [true, 999, "provisional"],
  [true, 1_000, "undelivered"],
  [false, 999, "confirmed"],
  [false, 1_000, "confirmed"],
] as const)("K13 provisional %s at %i is %s when the end is 1000", (provisional, now, state) => {
  expect(conversationStateAt({ provisional, endsAt: 1_000 }, now)).toBe(state);
});
