import { beforeEach, describe, expect, it } from "vitest";
import { clearSelection, selectAllShown, selection, selectTo, toggleSelected } from "./selection.ts";
import { findNextThread, shownThreads } from "./shown-threads.ts";
import type { WorkThread } from "./work-change.ts";

const thread = (id: string): WorkThread => ({
  id,
  version: 1,
  status: "open",
  snoozedUntil: null,
  assignee: null,
  tags: [],
  lastMessage: null,
  customer: { id, name: id, phone: null, email: null },
});
const selected = () => [...selection.get()].sort().join("");

beforeEach(() => {
  clearSelection();
  shownThreads.set(["a", "b", "c", "d"].map(thread));
});

describe("selecting threads", () => {
  it("takes one in and out", () => {
    toggleSelected("b");
    expect(selected()).toBe("b");
    toggleSelected("b");
    expect(selected()).toBe("");
  });

  it("takes the range from the last one touched, in both directions", () => {
    toggleSelected("b");
    selectTo("d");
    expect(selected()).toBe("bcd");
    selectTo("a");
    expect(selected()).toBe("abcd");
  });

  it("takes only this one when nothing was touched, or what was touched is no longer shown", () => {
    selectTo("c");
    expect(selected()).toBe("c");
    clearSelection();
    toggleSelected("gone");
    selectTo("a");
    expect(selected()).toBe("agone");
  });

  it("takes all that is shown", () => {
    selectAllShown();
    expect(selected()).toBe("abcd");
  });
});

describe("the next thread", () => {
  it.each([
    ["a", "b"],
    ["d", "c"],
    ["gone", "a"],
  ])("after %s is %s", (id, next) => {
    expect(findNextThread(id)?.id).toBe(next);
  });

  it("is none where a thread is alone", () => {
    shownThreads.set([thread("a")]);
    expect(findNextThread("a")).toBeNull();
  });
});
