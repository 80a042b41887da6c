import { describe, expect, it } from "vitest";
import { alarmsOf, type TemplateChange, type TemplateState, takeChange } from "./template-change.ts";

const approved: TemplateState = {
  status: "approved",
  category: "utility",
  quality: "green",
  rejectedReason: null,
};
const status = (word: string, more: Partial<Extract<TemplateChange, { kind: "status" }>> = {}) =>
  ({
    kind: "status",
    status: word,
    reason: null,
    advice: null,
    title: null,
    disabledAt: null,
    ...more,
  }) as const satisfies TemplateChange;
const category = (to: string | null, coming: string | null = null, comesAt: number | null = null) =>
  ({ kind: "category", category: to, coming, comesAt }) as const satisfies TemplateChange;

describe("a template's state after a webhook (§3.3, §4.8)", () => {
  it.each<[string, TemplateChange, Partial<TemplateState>]>([
    ["paused", status("paused"), { status: "paused" }],
    [
      "rejected with its reason",
      status("rejected", { reason: "promotional" }),
      {
        status: "rejected",
        rejectedReason: "promotional",
      },
    ],
    ["reinstated: it may be sent again", status("reinstated"), { status: "approved" }],
    ["unarchived", status("unarchived"), { status: "approved" }],
    ["a word of the future", status("teleported"), { status: "teleported" }],
    ["quality", { kind: "quality", quality: "red" }, { quality: "red" }],
    ["another category", category("marketing"), { category: "marketing" }],
    ["a category that is only announced", category("utility", "marketing"), {}],
    ["content", { kind: "content" }, {}],
  ])("%s", (_, change, changed) => {
    expect(takeChange(approved, change)).toEqual({ ...approved, ...changed });
  });
});

describe("what an owner must hear of a template", () => {
  it.each<[string, TemplateState | null, Partial<TemplateState>, TemplateChange[], object[]]>([
    ["a first look", null, { status: "rejected" }, [], []],
    ["nothing new", approved, {}, [], []],
    ["still paused", { ...approved, status: "paused" }, { status: "paused" }, [], []],
    ["approved at last", { ...approved, status: "pending" }, {}, [], []],
    ["worse quality alone", approved, { quality: "red" }, [], []],
    [
      "paused, with the name of the pause",
      approved,
      { status: "paused" },
      [status("paused", { title: "first_pause", advice: "Wait three hours" })],
      [{ kind: "paused", reason: "first_pause", advice: "Wait three hours" }],
    ],
    [
      "the list was quicker than the webhook, which tells why",
      { ...approved, status: "rejected" },
      { status: "rejected" },
      [status("rejected", { reason: "promotional", advice: "Less of it" })],
      [{ kind: "rejected", reason: "promotional", advice: "Less of it", adds: true }],
    ],
    [
      "paused, seen in the list alone",
      approved,
      { status: "paused" },
      [],
      [{ kind: "paused", reason: null }],
    ],
    [
      "disabled on a day",
      approved,
      { status: "disabled" },
      [status("disabled", { disabledAt: 5 })],
      [{ kind: "disabled", comesAt: 5 }],
    ],
    [
      "rejected, by the list's reason",
      { ...approved, status: "pending" },
      { status: "rejected", rejectedReason: "scam" },
      [],
      [{ kind: "rejected", reason: "scam" }],
    ],
    [
      "recategorised",
      approved,
      { category: "marketing" },
      [category("marketing")],
      [{ kind: "recategorised", from: "utility", to: "marketing" }],
    ],
    [
      "submitted as utility, approved as marketing",
      { ...approved, status: "pending" },
      { category: "marketing" },
      [],
      [{ kind: "recategorised", from: "utility", to: "marketing" }],
    ],
    [
      "announced for a day",
      approved,
      {},
      [category("utility", "marketing", 9)],
      [{ kind: "recategorising", from: "utility", to: "marketing", comesAt: 9 }],
    ],
    [
      "announced, but done already",
      approved,
      { category: "marketing" },
      [category("utility", "marketing", 9)],
      [{ kind: "recategorised" }],
    ],
    [
      "rejected and recategorised at once",
      approved,
      { status: "rejected", category: "marketing" },
      [],
      [{ kind: "recategorised" }, { kind: "rejected" }],
    ],
  ])("%s", (_, before, changed, told, alarms) => {
    const heard = alarmsOf(before, { ...approved, ...changed }, told);
    expect(heard).toMatchObject(alarms);
    expect(heard).toHaveLength(alarms.length);
  });
});
