import type { Instant } from "#domain/time.ts";

/** Whoever has a clock of its own: the web process, three delivery workers, and Meta. */
export type Clocked = "web" | "worker-0" | "worker-1" | "worker-2" | "meta";

/** One true time, which is the database's, and clocks that go wrong around it. */
export type Clocks = {
  database(): Instant;
  of(whose: Clocked): Instant;
  pass(ms: number): void;
  skew(whose: Clocked, ms: number): void;
};

/** Starts all clocks together. */
export function createClocks(startAt: Instant): Clocks {
  let now = startAt;
  const skews = new Map<Clocked, number>();
  return {
    database: () => now,
    of: (whose) => now + (skews.get(whose) ?? 0),
    pass(ms) {
      now += ms;
    },
    skew: (whose, ms) => void skews.set(whose, ms),
  };
}
