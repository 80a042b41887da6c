import { describe, expect, it } from "vitest";
import { findRule, knownCodes } from "./errors.ts";

describe("the catalogue of Meta's codes (§5.2)", () => {
  it("tries again only what surely was not sent and may pass later", () => {
    const retryable = knownCodes().filter((code) => findRule(String(code)).retryable);
    expect(retryable.toSorted((a, b) => a - b)).toEqual([
      1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057, 133004, 134101,
    ]);
  });

  it.each([
    ["131047", "window"],
    ["131026", "not-on-whatsapp"],
    ["131056", "pair-limit"],
    ["130429", "throughput"],
    ["190", "token"],
    ["200", "permission"],
    ["299", "permission"],
    ["300", "unknown"],
    ["132015", "template-paused"],
    ["131042", "payment"],
    ["999999", "unknown"],
    ["", "unknown"],
    ["__proto__", "unknown"],
  ])("%s means %s", (code, reason) => {
    expect(findRule(code).reason).toBe(reason);
  });

  it("an unknown code is never tried again by itself", () => {
    expect(findRule("424242")).toEqual({ reason: "unknown", retryable: false, retryAfterMs: null });
    expect(findRule(null).retryable).toBe(false);
  });
});
