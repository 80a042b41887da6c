import { AppError } from "../errors.ts";

/** Counts failed attempts by key, so that guessing becomes slow. Each process counts for itself. */
export type AttemptLimiter = {
  /** Throws TOO_MANY_REQUESTS with the time to wait while a key has failed too often. */
  refuseExhausted(key: string): void;
  /** Notes a failure. */
  note(key: string): void;
};

const mostKeys = 10_000;

/** At most `most` failures of one key in a period; the period starts with the first one. */
export function createAttemptLimiter({ most, withinMs }: { most: number; withinMs: number }): AttemptLimiter {
  const counts = new Map<string, { failures: number; until: number }>();
  const current = (key: string) => {
    const count = counts.get(key);
    return count !== undefined && performance.now() < count.until ? count : null;
  };
  return {
    refuseExhausted(key) {
      const count = current(key);
      if (count !== null && count.failures >= most) {
        const retryAfterSeconds = Math.ceil((count.until - performance.now()) / 1000);
        throw new AppError("TOO_MANY_REQUESTS", { retryAfterSeconds });
      }
    },
    note(key) {
      const count = current(key) ?? { failures: 0, until: performance.now() + withinMs };
      count.failures += 1;
      counts.delete(key);
      counts.set(key, count);
      const [oldest] = counts.keys();
      if (counts.size > mostKeys && oldest !== undefined) {
        counts.delete(oldest);
      }
    },
  };
}
