/** The one clock of a demo or a test: real time plus an offset that anyone may move, forwards and backwards. */
export type Clock = {
  /** Simulated time, ms UTC. */
  now(): number;
  /** Moves the clock by so many ms (negative: back) and answers the new time. */
  advance(ms: number): number;
  /** Puts the clock at an instant (ISO text or ms UTC) and answers it. */
  set(to: string | number): number;
  /** Hears every jump; answers the function that stops listening. */
  onChange(listener: (now: number) => void): () => void;
};

/**
 * Makes a clock that starts at `startAt` (ISO or ms UTC), or at real time, and runs on at real speed; one that stands
 * still moves only when it is moved.
 */
export function createClock(options: { startAt?: string | number; standsStill?: boolean } = {}): Clock {
  const listeners = new Set<(now: number) => void>();
  const startedAt = Date.now();
  const real = options.standsStill === true ? () => startedAt : Date.now;
  let offsetMs = options.startAt === undefined ? 0 : toInstant(options.startAt) - startedAt;
  const now = () => real() + offsetMs;
  const jump = (byMs: number) => {
    offsetMs += byMs;
    const at = now();
    for (const listener of [...listeners]) {
      listener(at);
    }
    return at;
  };
  return {
    now,
    advance: (ms) => jump(requireFinite(ms)),
    set: (to) => jump(toInstant(to) - now()),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function toInstant(value: string | number): number {
  return requireFinite(typeof value === "number" ? value : Date.parse(value));
}

function requireFinite(value: number): number {
  if (!Number.isFinite(value)) {
    throw new RangeError("The clock needs a finite number of milliseconds or an ISO date");
  }
  return value;
}
