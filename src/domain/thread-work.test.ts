import { describe, expect, it } from "vitest";
import { longestSnoozeMs } from "./snooze.ts";
import { decideWork, type ThreadWork, type WorkChange } from "./thread-work.ts";

const now = Date.parse("2026-03-10T18:02:00+01:00");
const open: ThreadWork = { status: "open", snoozedUntil: null, assigneeId: null, tagIds: [] };
const snoozed: ThreadWork = { ...open, status: "snoozed", snoozedUntil: now + 1000 };

const linesOf = (before: ThreadWork, change: WorkChange) => {
  const decision = decideWork(before, change, now);
  return decision.kind === "changed" ? decision.lines : decision;
};

describe("work on a thread", () => {
  it.each<[string, ThreadWork, WorkChange, unknown]>([
    ["resolving", open, { status: "resolved" }, [{ work: "resolved" }]],
    ["waiting for somebody else", open, { status: "pending" }, [{ work: "pending" }]],
    ["reopening", { ...open, status: "resolved" }, { status: "open" }, [{ work: "reopened" }]],
    ["ending the wait", { ...open, status: "pending" }, { status: "open" }, [{ work: "opened" }]],
    ["ending a snooze", snoozed, { status: "open" }, [{ work: "woken" }]],
    ["assigning", open, { assigneeId: "ana" }, [{ work: "assigned", userId: "ana" }]],
    ["taking away", { ...open, assigneeId: "ana" }, { assigneeId: null }, [{ work: "unassigned" }]],
    ["tags", { ...open, tagIds: ["a"] }, { addTagIds: ["a", "b"] }, [{ work: "tagged", tagIds: ["b"] }]],
    ["tags off", { ...open, tagIds: ["a"] }, { removeTagIds: ["a"] }, [{ work: "untagged", tagIds: ["a"] }]],
  ])("tells of %s", (_, before, change, lines) => {
    expect(linesOf(before, change)).toEqual(lines);
  });

  it.each<[string, ThreadWork, WorkChange]>([
    ["nothing", open, {}],
    ["the same status", open, { status: "open" }],
    ["the same person", { ...open, assigneeId: "ana" }, { assigneeId: "ana" }],
    ["a tag that is there", { ...open, tagIds: ["a"] }, { addTagIds: ["a"] }],
    ["a tag put on and off", open, { addTagIds: ["a"], removeTagIds: ["a"] }],
    ["the same time", snoozed, { status: "snoozed", snoozedUntil: now + 1000 }],
  ])("says nothing new with %s", (_, before, change) => {
    expect(decideWork(before, change, now)).toEqual({ kind: "unchanged" });
  });

  it.each<[number | undefined, string]>([
    [undefined, "snooze-needs-time"],
    [now, "snooze-not-in-future"],
    [now + 1, "changed"],
    [now + longestSnoozeMs, "changed"],
    [now + longestSnoozeMs + 1, "snooze-too-long"],
  ])("snoozing until %s: %s", (snoozedUntil, expected) => {
    const decision = decideWork(open, { status: "snoozed", snoozedUntil }, now);
    expect(decision.kind === "refused" ? decision.reason : decision.kind).toBe(expected);
  });

  it("a time belongs to a snooze alone, and ends with it", () => {
    expect(decideWork(open, { snoozedUntil: now + 1 }, now)).toEqual({
      kind: "refused",
      reason: "time-without-snooze",
    });
    expect(decideWork(snoozed, { status: "resolved" }, now)).toMatchObject({
      work: { status: "resolved", snoozedUntil: null },
    });
  });

  it("another time for a snoozed thread is told", () => {
    expect(linesOf(snoozed, { status: "snoozed", snoozedUntil: now + 5000 })).toEqual([
      { work: "snoozed", until: now + 5000 },
    ]);
  });
});
