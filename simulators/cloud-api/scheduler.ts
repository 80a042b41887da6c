/** Work that is due later, in real time, and everything that has not come to its end yet. */
export type Scheduler = {
  /** Runs `work` after so many real ms; an error in it is kept and thrown by `settled`. */
  schedule(afterMs: number, work: () => void | Promise<void>): void;
  /** Counts a promise as unfinished work. */
  track(promise: Promise<unknown>): void;
  /** Resolves when nothing is scheduled or under way. */
  settled(): Promise<void>;
  /** Forgets what is scheduled and takes nothing new. */
  stop(): void;
};

/** Makes a scheduler. Equal delays run in the order in which they were asked for. */
export function createScheduler(): Scheduler {
  const timers = new Map<NodeJS.Timeout, () => void>();
  const waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  const failures: unknown[] = [];
  let pending = 0;
  let isStopped = false;
  const leave = () => {
    pending -= 1;
    if (pending > 0) {
      return;
    }
    for (const waiter of waiting.splice(0)) {
      if (failures.length > 0) {
        waiter.reject(failures.shift());
      } else {
        waiter.resolve();
      }
    }
  };
  const track = (promise: Promise<unknown>) => {
    pending += 1;
    promise
      .catch((error: unknown) => {
        failures.push(error);
        process.emitWarning(error instanceof Error ? error : String(error));
      })
      .finally(leave);
  };
  return {
    track,
    schedule(afterMs, work) {
      if (isStopped) {
        return;
      }
      track(
        new Promise<void>((resolve, reject) => {
          const timer = setTimeout(() => {
            timers.delete(timer);
            Promise.resolve().then(work).then(resolve, reject);
          }, afterMs);
          timers.set(timer, resolve);
        }),
      );
    },
    settled: () =>
      pending === 0 ? Promise.resolve() : new Promise((resolve, reject) => waiting.push({ resolve, reject })),
    stop() {
      isStopped = true;
      for (const [timer, resolve] of timers) {
        clearTimeout(timer);
        resolve();
      }
      timers.clear();
    },
  };
}
