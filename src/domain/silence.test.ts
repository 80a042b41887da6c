import { describe, expect, it } from "vitest";
import { isSilent, silentAfter } from "./silence.ts";
import { dayMs, hourMs } from "./time.ts";

const last = Date.UTC(2026, 2, 10, 12);

describe("a channel is silent", () => {
  it.each([
    ["at no time while it was never used", null, null, null],
    ["at no time while it was used only once", last, null, null],
    ["after a day when it is used all the time", last, 60_000, dayMs],
    ["after a day when its longest pause is six hours", last, 6 * hourMs, dayMs],
    ["after four times its longest pause when that is more", last, 6 * hourMs + 1, dayMs + 4],
    ["after eight days when a weekend is its longest pause", last, 2 * dayMs, 8 * dayMs],
  ])("%s", (_, lastInboundAt, longestGapMs, afterMs) => {
    const after = silentAfter({ lastInboundAt, longestGapMs });
    expect(after).toBe(afterMs === null ? null : last + afterMs);
    expect(isSilent(after, last + (afterMs ?? 1_000 * dayMs))).toBe(false);
    expect(isSilent(after, last + (afterMs ?? 0) + 1)).toBe(afterMs !== null);
  });
});
