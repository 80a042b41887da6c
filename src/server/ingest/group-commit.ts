/** How one item of a batch ended: stored (null) or the error that its sender must hear. */
export type Outcome = Error | null;

/** Groups what arrives while the last commit runs into the next batch: no timer, so a lone item never waits. */
export type GroupCommit<Item> = {
  /** Resolves once the item is durable; rejects when it is not, or when it still waits while its sender gives up. */
  submit(item: Item, giveUp?: AbortSignal): Promise<void>;
  /** How many items wait or run. */
  pending(): number;
  /** Resolves when nothing waits or runs. */
  settled(): Promise<void>;
};

/** The item was taken back before its turn came. */
export class GivenUpError extends Error {
  override readonly name = "GivenUpError";
}

type Waiting<Item> = { item: Item; resolve(): void; reject(error: Error): void };

/**
 * Runs one batch at a time, at most `most` items and `mostWeight` in each (an item that weighs more runs alone); `run`
 * answers an outcome for every item, in order.
 */
export function createGroupCommit<Item>(options: {
  most: number;
  mostWeight?: number;
  weightOf?(item: Item): number;
  run(items: readonly Item[]): Promise<Outcome[]>;
}): GroupCommit<Item> {
  const waiting = new Set<Waiting<Item>>();
  let running = 0;
  let idle: (() => void)[] = [];

  async function drain(): Promise<void> {
    while (waiting.size > 0) {
      const batch = takeNext();
      running = batch.length;
      const outcomes = await runSafely(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome === null) {
          resolve();
          return;
        }
        reject(outcome ?? new Error("Nobody told how this item of a batch ended."));
      });
    }
    running = 0;
    const listeners = idle;
    idle = [];
    for (const listener of listeners) {
      listener();
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
    submit(item, giveUp) {
      return new Promise((resolve, reject) => {
        const one = { item, resolve, reject };
        const takeBack = () => {
          // Once its batch runs it stays.
          if (waiting.delete(one)) {
            reject(new GivenUpError("Its sender no longer waits."));
          }
        };
        waiting.add(one);
        giveUp?.addEventListener("abort", takeBack, { once: true });
        if (giveUp?.aborted === true) {
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
