/** Asks for work of a key; `settled` resolves when none runs. */
export type Coalesced = { ask(key: string): void; settled(): Promise<void> };

/**
 * Work that is done once for all who ask: one run of a key at a time, and one more after it for those who asked
 * meanwhile, however many. `onFailure` hears what a run throws.
 */
export function coalesce(
  work: (key: string) => Promise<void>,
  onFailure: (error: unknown, key: string) => void,
): Coalesced {
  const running = new Map<string, Promise<void>>();
  const asked = new Set<string>();

  async function run(key: string): Promise<void> {
    while (asked.delete(key)) {
      try {
        await work(key);
      } catch (error) {
        onFailure(error, key);
      }
    }
    running.delete(key);
  }

  return {
    ask(key) {
      asked.add(key);
      if (!running.has(key)) {
        running.set(
          key,
          Promise.resolve().then(() => run(key)),
        );
      }
    },
    async settled() {
      while (running.size > 0) {
        await Promise.all(running.values());
      }
    },
  };
}
