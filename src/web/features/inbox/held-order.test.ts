import { describe, expect, it } from "vitest";
import type { ThreadItem } from "#contract/threads.ts";
import { threadAt } from "../../api/thread.fixture.ts";
import { holdOrder } from "./held-order.ts";

const held = [threadAt("a", 9), threadAt("b", 7), threadAt("c", 5)];

function shown(fresh: ThreadItem[]): [string, number, string] {
  const { threads, gone, news } = holdOrder("all", held, fresh);
  return [threads.map(({ id }) => id).join(""), news, [...gone].join("")];
}

describe("a list under the hand", () => {
  it("stays as it is when nothing happens", () => {
    expect(shown(held)).toEqual(["abc", 0, ""]);
  });

  it("keeps its order when a thread moves up, and tells of one that is new there", () => {
    expect(shown([threadAt("c", 10), threadAt("a", 9), threadAt("b", 7)])).toEqual(["abc", 1, ""]);
  });

  it("does not let a new thread in, and tells of it", () => {
    expect(shown([threadAt("n", 11), threadAt("c", 10), threadAt("a", 9), threadAt("b", 7)])).toEqual([
      "abc",
      2,
      "",
    ]);
  });

  it("shows what is loaded behind", () => {
    expect(shown([...held, threadAt("d", 3), threadAt("e", 2)])).toEqual(["abcde", 0, ""]);
  });

  it("keeps the place of a thread that left, and says so", () => {
    expect(shown([threadAt("a", 9), threadAt("c", 5)])).toEqual(["abc", 0, "b"]);
  });

  it("shows the newest state of each thread in its old place", () => {
    const { threads } = holdOrder("all", held, [threadAt("c", 10, { unread: 3 }), threadAt("a", 9)]);
    expect(threads[2]?.unread).toBe(3);
  });
});
