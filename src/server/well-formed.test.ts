import { describe, expect, it } from "vitest";
import { wellFormedJson } from "./well-formed.ts";

describe("text on its way to the database", () => {
  it("loses NUL and halves of pairs, in keys and values, and nothing else", () => {
    const given = { "a\0": ["x\0y", "\ud83d", "\ud83d\ude00", 5, null, true], b: { c: "ñ" } };
    expect(wellFormedJson(given)).toEqual({
      a: ["xy", "\ufffd", "\ud83d\ude00", 5, null, true],
      b: { c: "ñ" },
    });
  });

  it("is refused when it is nested deeper than anything of ours", () => {
    const deep: unknown = JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`);
    expect(() => wellFormedJson(deep)).toThrow("does not fit");
  });
});
