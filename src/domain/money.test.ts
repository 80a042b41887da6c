import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMillionths, parseMillionths } from "./money.ts";

describe("amounts as decimal strings with six places", () => {
  it.each([
    [0, "0.000000"],
    [1, "0.000001"],
    [20_000, "0.020000"],
    [247_800, "0.247800"],
    [1_000_000, "1.000000"],
    [12_345_678_901, "12345.678901"],
    [-20_000, "-0.020000"],
  ])("%d millionths are written and read as %s", (amount, text) => {
    expect(formatMillionths(amount)).toBe(text);
    expect(parseMillionths(text)).toBe(amount);
  });

  it.each([
    ["0.02", 20_000],
    ["1", 1_000_000],
    ["-0", 0],
    ["0.1", 100_000],
  ])("%s is read as %d", (text, amount) => {
    expect(parseMillionths(text)).toBe(amount);
  });

  it.each(["", ".5", "1.", "0.0000001", "1,5", "1e3", " 1", "+1", "NaN", "0x10", "12345678901"])(
    "%j is no amount",
    (text) => {
      expect(parseMillionths(text)).toBeNull();
    },
  );

  it("what is written is read back", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), (amount) => {
        expect(parseMillionths(formatMillionths(amount))).toBe(amount === 0 ? 0 : amount);
      }),
    );
  });
});
