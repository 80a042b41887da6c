import { describe, expect, it } from "vitest";
import type { Ring } from "./doorbell.ts";
import { mostRingsInText, readRings, wordOf } from "./ring-text.ts";

const workspaceId = "0199c1d2-7a00-7000-8000-000000000001";
const threadId = "0199c1d2-7a00-7000-8000-000000000002";
const userId = "0199c1d2-7a00-7000-8000-000000000003";
const presence: Ring = { what: "presence", workspaceId, detail: `${threadId}${userId}typing` };

describe("rings as text", () => {
  it("are read as they were written", () => {
    const rings: Ring[] = [
      { what: "events", workspaceId },
      { what: "queue", workspaceId },
      { what: "channels", workspaceId },
      presence,
    ];
    expect(readRings(rings.map(wordOf).join(" "))).toEqual(rings);
  });

  it("fit into what NOTIFY carries, as many as are sent together", () => {
    const text = Array.from({ length: mostRingsInText }, () => wordOf(presence)).join(" ");
    expect(Buffer.byteLength(text)).toBeLessThan(8_000);
    expect(readRings(text)).toHaveLength(mostRingsInText);
  });

  it.each([
    ["nothing", ""],
    ["an unknown kind", `x${workspaceId}`],
    ["a workspace that is none", "e0199c1d2"],
    ["a workspace that would be a pattern", `e${"%".repeat(36)}`],
    ["capital letters", `e${workspaceId.toUpperCase()}`],
    ["presence of nobody", `p${workspaceId}`],
    ["presence in a state without end", `p${workspaceId}${threadId}${userId}${"x".repeat(10)}`],
    ["a detail where none belongs", `e${workspaceId}${threadId}`],
    ["a text without end", `e${workspaceId} `.repeat(300)],
    ["JSON", '{"what":"events"}'],
  ])("%s rings nothing", (_name, text) => {
    expect(readRings(text)).toEqual([]);
  });

  it("that are good are heard although others of the same text are none", () => {
    expect(readRings(`zzz e${workspaceId}  q`)).toEqual([{ what: "events", workspaceId }]);
  });
});
