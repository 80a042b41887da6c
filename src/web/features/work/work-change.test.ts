import { describe, expect, it } from "vitest";
import { applyChange, inverseOf, mayStillUndo, type WorkChange, type WorkThread } from "./work-change.ts";

const now = Date.parse("2026-03-10T18:02:00Z");
const later = "2026-03-11T07:00:00.000Z";
const group = { id: "g", name: "Grupo", color: "blue" as const };
const vip = { id: "v", name: "VIP", color: "pink" as const };
const ana = { id: "a", name: "Ana" };
const open: WorkThread = {
  id: "t",
  version: 1,
  status: "open",
  snoozedUntil: null,
  assignee: null,
  tags: [group],
  lastMessage: null,
  customer: { id: "c", name: "María", phone: null, email: null },
};
const snoozed: WorkThread = { ...open, status: "snoozed", snoozedUntil: later };

describe("the inverse of a change", () => {
  it.each<[string, WorkThread, WorkChange]>([
    ["resolving", open, { status: "resolved" }],
    ["snoozing", open, { status: "snoozed", snoozedUntil: later }],
    ["taking up again", snoozed, { status: "open" }],
    ["assigning", open, { assignee: ana }],
    ["leaving without assignee", { ...open, assignee: ana }, { assignee: null }],
    ["tags on and off", open, { addTags: [vip], removeTags: [group] }],
    ["a tag that was there", open, { addTags: [group, vip] }],
  ])("takes back %s", (_, before, change) => {
    const after = applyChange(before, change);
    const inverse = inverseOf(before, change, now);
    const back = inverse === null ? after : applyChange(after, inverse);
    expect({ ...back, tags: new Set(back.tags) }).toEqual({ ...before, tags: new Set(before.tags) });
  });

  it("is nothing when nothing was changed", () => {
    expect(inverseOf(open, { addTags: [group], assignee: null }, now)).toBeNull();
  });

  it("opens what was snoozed until a time that has passed", () => {
    expect(inverseOf(snoozed, { status: "open" }, Date.parse(later))).toEqual({ status: "open" });
  });
});

describe("a change that somebody touched since", () => {
  const after = { ...open, assignee: ana };

  it("is taken back when what was set still stands", () => {
    expect(mayStillUndo(after, { ...after, tags: [] }, { assignee: null })).toBe(true);
    expect(mayStillUndo(after, { ...after, assignee: null }, { assignee: null })).toBe(false);
  });

  it("never puts away what the customer wrote meanwhile", () => {
    const lastMessage = { id: "m" } as WorkThread["lastMessage"];
    expect(mayStillUndo(open, { ...open, lastMessage }, { status: "resolved" })).toBe(false);
    expect(mayStillUndo(open, open, { status: "resolved" })).toBe(true);
  });
});
