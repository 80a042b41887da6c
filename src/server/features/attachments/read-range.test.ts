import { describe, expect, it } from "vitest";
import { readRange } from "./read-range.ts";

describe("a part of a file of 100 bytes (RFC 9110 §14)", () => {
  it.each([
    ["bytes=0-", { start: 0, end: 99 }],
    ["bytes=0-0", { start: 0, end: 0 }],
    ["bytes=10-19", { start: 10, end: 19 }],
    ["bytes=90-500", { start: 90, end: 99 }],
    ["bytes=-10", { start: 90, end: 99 }],
    ["bytes=-500", { start: 0, end: 99 }],
    ["bytes=99-99", { start: 99, end: 99 }],
    ["bytes=100-", "none"],
    ["bytes=-0", "none"],
    [undefined, "all"],
    ["", "all"],
    ["bytes=-", "all"],
    ["bytes=20-10", "all"],
    ["bytes=0-1,5-6", "all"],
    ["bytes=a-b", "all"],
    ["lines=0-1", "all"],
    ["bytes=1e3-", "all"],
    ["bytes=9999999999999999999-", "all"],
  ])("%s", (header, range) => {
    expect(readRange(header, 100)).toEqual(range);
  });

  it("of an empty file there is none", () => {
    expect(readRange("bytes=0-", 0)).toBe("none");
    expect(readRange("bytes=-1", 0)).toBe("none");
  });
});
