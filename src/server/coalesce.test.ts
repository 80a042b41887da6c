import { expect, it } from "vitest";
import { coalesce } from "./coalesce.ts";

const soon = () => new Promise((resolve) => setImmediate(resolve));

it("a thousand who ask while one run is on its way get one more run, each key for itself", async () => {
  const runs: string[] = [];
  const ends: (() => void)[] = [];
  const work = coalesce(
    (key) => {
      runs.push(key);
      return new Promise((resolve) => ends.push(resolve));
    },
    () => undefined,
  );
  const endAll = () => {
    for (const end of ends.splice(0)) {
      end();
    }
  };
  for (let count = 0; count < 1_000; count += 1) {
    work.ask("a");
  }
  work.ask("b");
  await soon();
  expect(runs).toEqual(["a", "b"]);
  work.ask("a");
  work.ask("a");
  endAll();
  await soon();
  expect(runs).toEqual(["a", "b", "a"]);
  endAll();
  await work.settled();
  expect(runs).toHaveLength(3);
});

it("a run that fails is told, and the next who asks gets a new one", async () => {
  let runs = 0;
  const failures: unknown[] = [];
  const work = coalesce(
    async () => {
      runs += 1;
      throw new Error("away");
    },
    (error) => failures.push(error),
  );
  work.ask("a");
  await work.settled();
  work.ask("a");
  await work.settled();
  expect([runs, failures.length]).toEqual([2, 2]);
});
