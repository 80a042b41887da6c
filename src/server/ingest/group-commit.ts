/** How one item of a batch ended: stored (null) or the error that its sender must hear. */
export type Outcome = Error | null;

/** Groups what arrives while the last commit runs into the next batch: no timer, so a lone item never waits. */
export type GroupCommit<Item> = {
  /** Resolves once the item is durable; rejects when it is not. */
  submit(item: Item): Promise<void>;
  /** How many items wait or run. */
  pending(): number;
  /** Resolves when nothing waits or runs. */
  settled(): Promise<void>;
};

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
  let waiting: Waiting<Item>[] = [];
  let running = 0;
  let idle: (() => void)[] = [];

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      running = countOfNext();
      const batch = waiting.slice(0, running);
      waiting = waiting.slice(running);
      const outcomes = await runSafely(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome === undefined) {
          reject(new Error("Nobody told how this item of a batch ended."));
          return;
        }
        outcome === null ? resolve() : reject(outcome);
      });
    }
    running = 0;
    const listeners = idle;
    idle = [];
    for (const listener of listeners) {
      listener();
    }
  }

  function countOfNext(): number {
    const { most, mostWeight = Number.POSITIVE_INFINITY, weightOf = () => 1 } = options;
    let weight = 0;
    const end = waiting.findIndex(({ item }, index) => {
      weight += weightOf(item);
      return index > 0 && (index >= most || weight > mostWeight);
    });
    return end === -1 ? waiting.length : end;
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
    submit(item) {
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (running === 0) {
          running = 1;
          queueMicrotask(() => void drain());
        }
      });
    },
    pending: () => waiting.length + running,
    settled() {
      return running === 0 && waiting.length === 0
        ? Promise.resolve()
        : new Promise((resolve) => idle.push(resolve));
    },
  };
}
