import { expect, it } from "vitest";
import { Deadline } from "./deadline.ts";
import { createFairCommit } from "./fair-commit.ts";
import { GivenUpError } from "./group-commit.ts";

type Item = { key: string; number: number };

/** A fair commit whose batches end when the test says so. */
function createBench(lanes = 3) {
  const running: { items: readonly Item[]; end(): void }[] = [];
  const commit = createFairCommit<Item>({
    most: 100,
    lanes,
    keyOf: ({ key }) => key,
    run: (items) =>
      new Promise((resolve) => {
        const batch = {
          items,
          end: () => {
            running.splice(running.indexOf(batch), 1);
            resolve(items.map(() => null));
          },
        };
        running.push(batch);
      }),
  });
  const submit = (key: string, count = 1) =>
    Promise.all(Array.from({ length: count }, (_, number) => commit.submit({ key, number })));
  const begun = () => new Promise((resolve) => setImmediate(resolve));
  const keys = () => running.map(({ items }) => [...new Set(items.map(({ key }) => key))].join(" "));
  return { commit, running, submit, begun, keys };
}

it("one item of each of many keys are one batch", async () => {
  const { submit, begun, keys } = createBench();
  void submit("a");
  void submit("b");
  void submit("c");
  await begun();
  expect(keys()).toEqual(["a b c"]);
});

it("whoever comes while another key floods does not wait for it", async () => {
  const { commit, running, submit, begun, keys } = createBench();
  const flooding = submit("flood", 24);
  await begun();
  const calm = submit("calm");
  void submit("other");
  await begun();
  expect(keys()).toEqual(["flood", "calm other"]);
  running[1]?.end();
  await calm;
  expect(keys()).toEqual(["flood"]);
  running[0]?.end();
  await flooding;
  await commit.settled();
  expect(commit.pending()).toBe(0);
});

it("with one item less it is no flood: the next one joins the lane", async () => {
  const { submit, begun, keys } = createBench();
  void submit("many", 23);
  await begun();
  void submit("calm");
  await begun();
  expect(keys()).toEqual(["many"]);
});

it("no two batches that run hold items of one key", async () => {
  const { running, submit, begun, keys } = createBench();
  void submit("flood", 24);
  void submit("calm");
  await begun();
  void submit("flood", 30);
  void submit("calm", 2);
  void submit("new");
  await begun();
  expect(keys()).toEqual(["flood", "calm"]);
  running[0]?.end();
  await begun();
  await begun();
  expect(keys().filter((one) => one.includes("flood"))).toHaveLength(1);
});

it("with a flood in each lane the last one takes whoever comes", async () => {
  const { submit, begun, keys } = createBench(2);
  void submit("one", 24);
  void submit("two", 24);
  await begun();
  void submit("three");
  await begun();
  expect(keys()).toEqual(["one", "two"]);
});

it("what its sender gives up is no part of a flood any more", async () => {
  const { submit, begun, keys, commit } = createBench();
  void submit("many", 23);
  await begun();
  const deadline = new Deadline();
  const given = commit.submit({ key: "many", number: 24 }, deadline);
  deadline.end();
  await expect(given).rejects.toBeInstanceOf(GivenUpError);
  void submit("calm");
  await begun();
  expect(keys()).toEqual(["many"]);
});
