import { describe, expect, it } from "vitest";
import { reconcileBucket } from "./reconcile-bucket.ts";

const confirmed = (amount: number | null) => ({ state: "confirmed", amount }) as const;
const lines = [confirmed(70_700), confirmed(70_700), { state: "estimated", amount: 70_700 } as const];

describe("a bucket of the daily totals", () => {
  it("equal: reconciled; estimated and dropped lines do not count", () => {
    expect(reconcileBucket({ lines, reported: { volume: 2, cost: 141_400 } })).toEqual({
      kind: "reconciled",
    });
    expect(reconcileBucket({ lines: [], reported: { volume: 0, cost: 0 } })).toEqual({ kind: "reconciled" });
  });

  it.each([
    [
      "one message more at Meta",
      lines,
      { volume: 3, cost: 212_100 },
      { amount: 70_700, messages: 1, unpriced: 0 },
    ],
    ["a lower tier at Meta", lines, { volume: 2, cost: 141_399 }, { amount: -1, messages: 0, unpriced: 0 }],
    [
      "a message more that costs nothing",
      lines,
      { volume: 3, cost: 141_400 },
      { amount: 0, messages: 1, unpriced: 0 },
    ],
    [
      "an unknown rate",
      [confirmed(null)],
      { volume: 1, cost: 20_000 },
      { amount: 20_000, messages: 0, unpriced: 1 },
    ],
  ])("%s: one adjustment", (_, ours, reported, adjustment) => {
    expect(reconcileBucket({ lines: ours, reported })).toEqual({ kind: "adjustment", ...adjustment });
  });
});
