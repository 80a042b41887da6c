import { describe, expect, it } from "vitest";
import { eventually } from "../../../tests/support/eventually.ts";
import { Deadline } from "./deadline.ts";
import { createGroupCommit, type Outcome } from "./group-commit.ts";

/** A group whose batches end when the test says so. */
function createBench(limits: { most: number; mostWeight?: number; gatherMs?: number }) {
  const batches: number[][] = [];
  const ends: ((outcomes: Outcome[] | Error) => void)[] = [];
  const group = createGroupCommit<number>({
    ...limits,
    weightOf: (item) => item,
    run(items) {
      batches.push([...items]);
      return new Promise((resolve, reject) => {
        ends.push((outcomes) => (outcomes instanceof Error ? reject(outcomes) : resolve(outcomes)));
      });
    },
  });
  const end = async (outcomes?: Outcome[] | Error) => {
    const index = ends.length - 1;
    ends[index]?.(outcomes ?? (batches[index] ?? []).map(() => null));
    await new Promise((resolve) => setImmediate(resolve));
  };
  const begun = () => new Promise((resolve) => setImmediate(resolve));
  return { group, batches, end, begun };
}

describe("a group commit", () => {
  it("what arrives while a batch runs is the next batch", async () => {
    const { group, batches, end, begun } = createBench({ most: 10 });
    const first = group.submit(1);
    await begun();
    const others = [group.submit(2), group.submit(3)];
    expect([batches, group.pending()]).toEqual([[[1]], 3]);
    await end();
    await first;
    expect(batches).toEqual([[1], [2, 3]]);
    await end();
    await Promise.all(others);
    await group.settled();
    expect(group.pending()).toBe(0);
  });

  it("after a crowd the next batch waits for as long as more join it; a lone item never waits", async () => {
    const { group, batches, end, begun } = createBench({ most: 20, gatherMs: 1_000 });
    const all = [1, 2, 3, 4, 5, 6, 7, 8].map((item) => group.submit(item));
    await begun();
    await end();
    for (const item of [9, 10, 11]) {
      all.push(group.submit(item));
      await begun();
    }
    await eventually(() => batches.length === 2);
    expect(batches[1]).toEqual([9, 10, 11]);
    await end();
    all.push(group.submit(12));
    await begun();
    expect(batches[2]).toEqual([12]);
    await end();
    await Promise.all(all);
  });

  it("a batch ends before it has too many items or weighs too much; what weighs more runs alone", async () => {
    const { group, batches, end, begun } = createBench({ most: 3, mostWeight: 10 });
    const all = [4, 4, 4, 1, 1, 1, 1, 50, 2].map((item) => group.submit(item));
    await begun();
    for (let count = 0; count < 5; count += 1) {
      await end();
    }
    await Promise.all(all);
    expect(batches).toEqual([[4, 4], [4, 1, 1], [1, 1], [50], [2]]);
  });

  it("each item hears how it ended; a batch that throws fails all of its items", async () => {
    const { group, end, begun } = createBench({ most: 2 });
    const ended = Promise.allSettled([1, 2, 3].map((item) => group.submit(item)));
    await begun();
    await end([null, new Error("refused")]);
    await end(new Error("away"));
    expect((await ended).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
  });

  it("P1 an item of which nobody told how it ended is not stored", async () => {
    const { group, end, begun } = createBench({ most: 2 });
    const ended = Promise.allSettled([1, 2].map((item) => group.submit(item)));
    await begun();
    await end([null]);
    expect((await ended).map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });

  it("F9 an item whose sender gave up is not stored when its turn comes, but runs to its end when it runs", async () => {
    const { group, batches, end, begun } = createBench({ most: 1 });
    const senders = [new Deadline(), new Deadline()];
    const ended = Promise.allSettled([1, 2, 3].map((item, index) => group.submit(item, senders[index])));
    await begun();
    for (const sender of senders) {
      sender.end();
    }
    expect(group.pending()).toBe(2);
    await end();
    await end();
    expect((await ended).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(batches).toEqual([[1], [3]]);
  });
});
