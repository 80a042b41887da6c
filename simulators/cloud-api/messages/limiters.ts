/** Rate limits of one number; null switches a limit off. */
export type Limits = {
  pair: { capacity: number; intervalMs: number } | null;
  throughput: { messages: number; perMs: number } | null;
};

/** Meta's limits: 1 message per 6 s to the same user with a burst of 45; 80 messages per second and number. */
export const metaLimits: Limits = {
  pair: { capacity: 45, intervalMs: 6_000 },
  throughput: { messages: 80, perMs: 1_000 },
};

/** Answers the theoretical arrival time after one more message, or null when it comes too early (GCRA). */
export function takePairSlot(
  arrivalAt: number | null,
  now: number,
  limit: { capacity: number; intervalMs: number },
): number | null {
  const start = Math.max(arrivalAt ?? now, now);
  return start - now > (limit.capacity - 1) * limit.intervalMs ? null : start + limit.intervalMs;
}

/** Answers the accepted times inside the period with this one added, or null when the period is full. */
export function takeThroughputSlot(
  accepted: readonly number[],
  now: number,
  limit: { messages: number; perMs: number },
): number[] | null {
  const recent = accepted.filter((at) => now - at < limit.perMs);
  return recent.length >= limit.messages ? null : [...recent, now];
}

/** Counts messages in real time; `take` answers the code of the limit that was hit, else null. */
export type RateLimiter = { take(phoneNumberId: string, customerKey: string): 130429 | 131056 | null };

/** Makes the limiter of all numbers. A refused call uses up nothing. */
export function createRateLimiter(limits: Limits, realNow: () => number): RateLimiter {
  const arrivals = new Map<string, number>();
  const accepted = new Map<string, number[]>();
  return {
    take(phoneNumberId, customerKey) {
      const now = realNow();
      const pairId = `${phoneNumberId}|${customerKey}`;
      const recent = limits.throughput
        ? takeThroughputSlot(accepted.get(phoneNumberId) ?? [], now, limits.throughput)
        : [];
      if (recent === null) {
        return 130429;
      }
      const arrival = limits.pair ? takePairSlot(arrivals.get(pairId) ?? null, now, limits.pair) : now;
      if (arrival === null) {
        return 131056;
      }
      accepted.set(phoneNumberId, recent);
      arrivals.set(pairId, arrival);
      return null;
    },
  };
}
