import { describe, expect, it } from "vitest";
import { reconcileBucket } from "./reconcile-bucket.ts";

const ours = { messages: 2, unpriced: 0, amount: 141_400 };

describe("a bucket of the daily totals", () => {
  it("equal: reconciled", () => {
    expect(reconcileBucket({ ours, reported: { volume: 2, cost: 141_400 } })).toEqual({ kind: "reconciled" });
    const nothing = { messages: 0, unpriced: 0, amount: 0 };
    expect(reconcileBucket({ ours: nothing, reported: { volume: 0, cost: 0 } })).toEqual({
      kind: "reconciled",
    });
  });

  it.each([
    [
      "one message more at Meta",
      ours,
      { volume: 3, cost: 212_100 },
      { amount: 70_700, messages: 1, unpriced: 0 },
    ],
    ["a lower tier at Meta", ours, { volume: 2, cost: 141_399 }, { amount: -1, messages: 0, unpriced: 0 }],
    [
      "a message more that costs nothing",
      ours,
      { volume: 3, cost: 141_400 },
      { amount: 0, messages: 1, unpriced: 0 },
    ],
    [
      "an unknown rate",
      { messages: 1, unpriced: 1, amount: 0 },
      { volume: 1, cost: 20_000 },
      { amount: 20_000, messages: 0, unpriced: 1 },
    ],
  ])("%s: one adjustment", (_, lines, reported, adjustment) => {
    expect(reconcileBucket({ ours: lines, reported })).toEqual({ kind: "adjustment", ...adjustment });
  });
});
