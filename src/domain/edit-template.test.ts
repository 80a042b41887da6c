import { describe, expect, it } from "vitest";
import { mayDelete, refuseEdit } from "./edit-template.ts";
import { dayMs } from "./time.ts";

const now = Date.UTC(2026, 10, 10);
const approved = { status: "approved", changesCategory: false, edits: [], now };
const ten = Array.from({ length: 10 }, (_, place) => now - (place + 2) * dayMs);

describe("changing a template (§3.4)", () => {
  it.each<[string, Partial<Parameters<typeof refuseEdit>[0]>, ReturnType<typeof refuseEdit>]>([
    ["approved", {}, null],
    ["rejected", { status: "rejected" }, null],
    ["paused", { status: "paused" }, null],
    ["in review", { status: "pending" }, "status"],
    ["disabled", { status: "disabled" }, "status"],
    ["in appeal", { status: "in_appeal" }, "status"],
    ["another category of an approved one", { changesCategory: true }, "category-fixed"],
    ["another category of a rejected one", { status: "rejected", changesCategory: true }, null],
    ["24 hours after the last change", { edits: [now - dayMs] }, null],
    ["a millisecond before", { edits: [now - dayMs + 1] }, "once-a-day"],
    ["a rejected one at once", { status: "rejected", edits: [now] }, null],
    ["nine in 30 days", { edits: ten.slice(1) }, null],
    ["ten in 30 days", { edits: ten }, "ten-a-month"],
    ["the tenth 30 days ago", { edits: [...ten.slice(1), now - 30 * dayMs] }, null],
  ])("%s", (_, facts, refusal) => {
    expect(refuseEdit({ ...approved, ...facts })).toBe(refusal);
  });

  it.each([
    ["approved", true],
    ["rejected", true],
    ["pending", true],
    ["paused", true],
    ["disabled", false],
    ["pending_deletion", false],
    ["deleted", false],
  ])("deleting one that is %s: %s", (status, may) => {
    expect(mayDelete(status)).toBe(may);
  });
});
