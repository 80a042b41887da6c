import { expect, it } from "vitest";
import type { Transaction } from "../db/connect.ts";
import { createDatabaseClock } from "./database-clock.ts";

/** A database whose clock shows `at`, and an answer that is read `late` ms after. */
function start() {
  let now = 0;
  let at = 0;
  const clock = createDatabaseClock({ now: () => now, after: () => () => undefined });
  const db: Transaction = {
    query: async <Row>() => [{ at } as Row],
    execute: async () => 0,
    send: () => undefined,
    answer: () => Promise.reject(new Error("nobody asks for that")),
  };
  return async (databaseAt: number, readAt: number) => {
    [at, now] = [databaseAt, readAt];
    const { toLocal } = await clock.read(db);
    return toLocal(databaseAt);
  };
}

it("an answer that was read late does not move the clock", async () => {
  const read = start();
  expect(await read(1_000_000, 1)).toBe(1);
  expect(await read(1_001_000, 1_080)).toBeCloseTo(1_001, 0);
});

it("a better look corrects it at once", async () => {
  const read = start();
  await read(1_000_000, 50);
  expect(await read(1_001_000, 1_001)).toBe(1_001);
});

it("a database clock that was set back is followed", async () => {
  const read = start();
  await read(1_000_000, 1);
  expect(await read(990_000, 2)).toBe(2);
});
