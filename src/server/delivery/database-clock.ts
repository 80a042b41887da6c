import { type Instant, secondMs } from "#domain/time.ts";
import type { Transaction } from "../db/connect.ts";
import { readClock } from "./limit.queries.ts";
import type { RealTime } from "./pacer.ts";

/** The database's clock as this process sees it: all processes share its slots, and each calls by its own time. */
export type DatabaseClock = {
  /** Reads it. `toLocal` turns its moments into real time of this process. */
  read(db: Transaction): Promise<{ at: Instant; toLocal(at: Instant): number }>;
};

/** Two clocks drift apart by far less than this; a wrong guess is forgotten so fast. */
const driftPerMs = 0.0001;

/** One look may be a late one; the best of a few is a good start. */
const firstLooks = 4;

/**
 * An answer that was read late (a stalled process, a slow network) makes the database's clock seem slow: the smallest
 * distance ever seen is the truest one, as in NTP. Further away than a second: the database's clock was set.
 */
export function createDatabaseClock(time: RealTime): DatabaseClock {
  let distance: number | null = null;
  let seenAt = 0;

  async function look(db: Transaction): Promise<{ at: Instant; distance: number }> {
    const at = await readClock(db);
    const now = time.now();
    const seen = now - at;
    const drifted = distance === null ? seen : distance + (now - seenAt) * driftPerMs;
    const nearest = seen > drifted + secondMs ? seen : Math.min(seen, drifted);
    distance = nearest;
    seenAt = now;
    return { at, distance: nearest };
  }

  return {
    async read(db) {
      for (let looks = distance === null ? firstLooks : 1; looks > 1; looks -= 1) {
        await look(db);
      }
      const seen = await look(db);
      return { at: seen.at, toLocal: (moment) => moment + seen.distance };
    },
  };
}
