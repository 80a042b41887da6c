import { describe, expect, it } from "vitest";
import type { ThreadItem, ThreadView } from "#contract/threads.ts";
import { threadAt } from "./thread.fixture.ts";
import { mergeThreads, sortKey } from "./thread-order.ts";
import type { ThreadPages } from "./use-threads.ts";

function pagesOf(pages: ThreadItem[][], nextCursor: string | null): ThreadPages {
  return {
    pages: pages.map((items, index) => ({ items, nextCursor: index < pages.length - 1 ? "c" : nextCursor })),
    pageParams: pages.map(() => null),
  };
}

const shown = (data: ThreadPages) => data.pages.flatMap(({ items }) => items.map(({ id }) => id)).join("");
const loaded = pagesOf(
  [
    [threadAt("a", 9), threadAt("b", 7)],
    [threadAt("c", 5), threadAt("d", 3)],
  ],
  "more",
);
const merge = (data: ThreadPages, ids: string[], items: ThreadItem[], view: ThreadView = "all") =>
  shown(mergeThreads(data, { view, ids, items }));

describe("threads that were read again", () => {
  it.each([
    ["moves up with a new message", ["d"], [threadAt("d", 10)], "dabc"],
    ["stays where nothing moved it", ["b"], [threadAt("b", 7, { unread: 2 })], "abcd"],
    ["moves between the pages", ["a"], [threadAt("a", 4)], "bcad"],
    ["leaves the list when it no longer belongs there", ["a", "c"], [], "bd"],
    ["waits for its page when it sorts behind the loaded part", ["e"], [threadAt("e", 1)], "abcd"],
    ["comes in when it is new", ["e"], [threadAt("e", 6)], "abecd"],
  ])("one %s", (_, ids, items, result) => {
    expect(merge(loaded, ids, items)).toBe(result);
  });

  it.each<[ThreadView, string]>([
    ["all", "cba"],
    ["unanswered", "abc"],
  ])("of one second stand in the order of their ids, as the server lists them: %s", (view, result) => {
    const [first, second] = view === "all" ? ["c", "a"] : ["a", "c"];
    const whole = pagesOf([[threadAt(first, 7), threadAt(second, 7)]], null);
    expect(merge(whole, ["b"], [threadAt("b", 7)], view)).toBe(result);
  });

  it("stand at the end when everything is loaded, also in an empty list", () => {
    const whole = pagesOf([[threadAt("a", 9)]], null);
    expect(merge(whole, ["e"], [threadAt("e", 1)])).toBe("ae");
    expect(merge(pagesOf([[]], null), ["e"], [threadAt("e", 1)])).toBe("e");
  });

  it("leave the data untouched that they came from", () => {
    merge(loaded, ["d"], [threadAt("d", 10)]);
    expect(shown(loaded)).toBe("abcd");
  });
});

describe("the order of a view", () => {
  const waits = (at: number): Partial<ThreadItem> => ({
    waitingSince: new Date(at).toISOString(),
    waitingFor: { channelId: "n", identityId: "i" },
    windows: [
      {
        channelId: "n",
        identityId: "i",
        state: "open",
        closesAt: null,
        lastCustomerMessageAt: new Date(at).toISOString(),
      },
    ],
  });

  it.each([
    ["all", ["late", "early"]],
    ["unanswered", ["early", "late"]],
    ["closing", ["early", "late"]],
    ["lost", ["late", "early"]],
  ] as const)("%s is the server's", (view, order) => {
    const threads = [threadAt("early", 1, waits(1)), threadAt("late", 2, waits(2))];
    expect(threads.toSorted((a, b) => sortKey(view, a) - sortKey(view, b)).map(({ id }) => id)).toEqual(
      order,
    );
  });
});
