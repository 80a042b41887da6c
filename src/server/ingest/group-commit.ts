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

/** Runs one batch at a time, at most `most` items in each; `run` answers an outcome for every item, in order. */
export function createGroupCommit<Item>(options: {
  most: number;
  run(items: readonly Item[]): Promise<Outcome[]>;
}): GroupCommit<Item> {
  let waiting: Waiting<Item>[] = [];
  let running = 0;
  let idle: (() => void)[] = [];

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, options.most);
      waiting = waiting.slice(options.most);
      running = batch.length;
      const outcomes = await runSafely(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index] ?? null;
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
