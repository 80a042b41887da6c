import { setTimeout as delay } from "node:timers/promises";
import { rest } from "../turn.ts";
import type { Deadline } from "./deadline.ts";

/** How one item of a batch ended: stored (null) or the error that its sender must hear. */
export type Outcome = Error | null;

/** Groups what arrives while the last commit runs into the next batch; a lone item never waits. */
export type GroupCommit<Item> = {
  /** Resolves once the item is durable; rejects when it is not, or when it still waits while its sender gives up. */
  submit(item: Item, deadline?: Deadline): Promise<void>;
  /** How many items wait or run. */
  pending(): number;
  /** Resolves when nothing waits or runs. */
  settled(): Promise<void>;
};

/** How large a batch gets, how long it waits for company, and what is done with it. */
export type GroupOptions<Item> = {
  most: number;
  mostWeight?: number;
  gatherMs?: number;
  weightOf?(item: Item): number;
  run(items: readonly Item[]): Promise<Outcome[]>;
};

/** The item was taken back before its turn came. */
export class GivenUpError extends Error {
  override readonly name = "GivenUpError";
}

/** From so many items on a batch tells of a crowd, whose next items are a moment away. */
const crowd = 8;
/** So many senders hear at once how their item ended. */
const toldAtOnce = 16;
/** How long after such a batch its crowd is thought to be there still. */
const crowdMs = 10;

type Waiting<Item> = { item: Item; resolve(): void; reject(error: Error): void };

/**
 * Runs one batch at a time, at most `most` items and `mostWeight` in each (an item that weighs more runs alone); `run`
 * answers an outcome for every item, in order. While a crowd comes and goes the next batch waits up to `gatherMs` until as
 * many are there as the last one had and left waiting: those who just heard of their end are about to send again, and a
 * batch costs nearly as much for ten items as for twenty (decisions 0006, 0007).
 */
export function createGroupCommit<Item>(options: GroupOptions<Item>): GroupCommit<Item> {
  const waiting = new Set<Waiting<Item>>();
  let running = 0;
  let idle: (() => void)[] = [];
  let last = { size: 0, left: 0, endedAt: 0 };

  async function drain(): Promise<void> {
    while (waiting.size > 0) {
      await gather();
      const batch = takeNext();
      if (batch.length === 0) {
        // All of them gave up meanwhile.
        break;
      }
      running = batch.length;
      const outcomes = await runSafely(batch.map(({ item }) => item));
      await tellAll(batch, outcomes);
      last = { size: batch.length, left: waiting.size, endedAt: performance.now() };
    }
    running = 0;
    const listeners = idle;
    idle = [];
    for (const listener of listeners) {
      listener();
    }
  }

  /** A few at a time: each sender answers somebody then, and a large batch would hold up all others with that. */
  async function tellAll(
    batch: readonly Waiting<Item>[],
    outcomes: readonly (Outcome | undefined)[],
  ): Promise<void> {
    for (const [index, { resolve, reject }] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome === null) {
        resolve();
      } else {
        reject(outcome ?? new Error("Nobody told how this item of a batch ended."));
      }
      if (index % toldAtOnce === toldAtOnce - 1) {
        await rest();
      }
    }
  }

  async function gather(): Promise<void> {
    const { most, gatherMs = 0 } = options;
    const since = performance.now();
    if (last.size < crowd || since - last.endedAt > crowdMs) {
      return;
    }
    const expected = Math.min(most, last.size + last.left);
    while (waiting.size < expected && performance.now() - since < gatherMs) {
      await delay(1);
    }
  }

  function takeNext(): Waiting<Item>[] {
    const { most, mostWeight = Number.POSITIVE_INFINITY, weightOf = () => 1 } = options;
    const batch: Waiting<Item>[] = [];
    let weight = 0;
    for (const one of waiting) {
      weight += weightOf(one.item);
      if (batch.length > 0 && (batch.length >= most || weight > mostWeight)) {
        break;
      }
      batch.push(one);
      waiting.delete(one);
    }
    return batch;
  }

  async function runSafely(items: readonly Item[]): Promise<Outcome[]> {
    try {
      return await options.run(items);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      return items.map(() => failure);
    }
  }

  return {
    submit(item, deadline) {
      return new Promise((resolve, reject) => {
        const one = { item, resolve, reject };
        const takeBack = () => {
          // Once its batch runs it stays.
          if (waiting.delete(one)) {
            reject(new GivenUpError("Its sender no longer waits."));
          }
        };
        waiting.add(one);
        deadline?.onEnd(takeBack);
        if (deadline?.isOver === true) {
          takeBack();
          return;
        }
        if (running === 0) {
          running = 1;
          queueMicrotask(() => void drain());
        }
      });
    },
    pending: () => waiting.size + running,
    settled() {
      return running === 0 && waiting.size === 0
        ? Promise.resolve()
        : new Promise((resolve) => idle.push(resolve));
    },
  };
}
