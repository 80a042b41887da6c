import { describe, expect, it } from "vitest";
import { capEndsAt } from "./marketing-cap.ts";
import { hourMs } from "./time.ts";

describe("131049: the customer gets no more marketing for now", () => {
  it.each([
    [0, 24],
    [1, 48],
    [2, 96],
    [3, 168],
    [40, 168],
  ])("after %i earlier ones it is not tried again before %i hours", (earlier, hours) => {
    expect(capEndsAt({ failedAt: 1_000, earlier })).toBe(1_000 + hours * hourMs);
  });
});
