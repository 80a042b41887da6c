import { secondMs } from "#domain/time.ts";

/** Real time of this process. */
export type RealTime = {
  /** Monotonic ms. */
  now(): number;
  /** Calls back after so many ms; answers what cancels it. */
  after(ms: number, callback: () => void): () => void;
};

/**
 * A slot may be used this much later than planned before it has to be drawn anew. With it, and 15 ms more by which two
 * processes may differ in time or be slow, no second of theirs together holds more than one message above the limit of 80.
 */
const toleranceMs = 8;

/** Lets messages of one number out at their slots, and never more of them in a second than the number's limit. */
export type Pacer = {
  /** Resolves "go" at the slot, or "late" when it was missed: then another process may be using this moment. */
  wait(slot: { number: string; at: number; perSecond: number }): Promise<"go" | "late">;
  /** Slots that wait are drawn anew, behind the pause: the provider said that the number is too fast. */
  pause(number: string, until: number): void;
};

type Waiting = { at: number; perSecond: number; resolve(verdict: "go" | "late"): void };
type Lane = { waiting: Waiting[]; fired: number[]; pausedUntil: number; disarm(): void };

/** Makes the pacer of a process. A process that stood still sends nothing in a bunch afterwards. */
export function createPacer(time: RealTime): Pacer {
  const lanes = new Map<string, Lane>();

  function laneOf(number: string): Lane {
    const lane = lanes.get(number) ?? { waiting: [], fired: [], pausedUntil: 0, disarm: () => undefined };
    lanes.set(number, lane);
    return lane;
  }

  function arm(number: string, lane: Lane): void {
    lane.disarm();
    const next = lane.waiting[0];
    if (next === undefined) {
      forgetWhenCold(number, lane);
      return;
    }
    lane.disarm = time.after(Math.max(0, earliest(lane, next) - time.now()), () => {
      release(lane);
      arm(number, lane);
    });
  }

  /** The ring of the last second matters for a second, a pause until it is over. */
  function forgetWhenCold(number: string, lane: Lane): void {
    const warmMs = Math.max(secondMs, lane.pausedUntil - time.now());
    lane.disarm = time.after(warmMs, () => lanes.delete(number));
  }

  function release(lane: Lane): void {
    const now = time.now();
    for (let next = lane.waiting[0]; next !== undefined; next = lane.waiting[0]) {
      const isLate = now - next.at > toleranceMs || now < lane.pausedUntil;
      if (!isLate && earliest(lane, next) > now) {
        return;
      }
      lane.waiting.shift();
      if (!isLate) {
        lane.fired.push(now);
        lane.fired.splice(0, lane.fired.length - next.perSecond);
      }
      next.resolve(isLate ? "late" : "go");
    }
  }

  return {
    wait({ number, at, perSecond }) {
      return new Promise((resolve) => {
        const lane = laneOf(number);
        const place = lane.waiting.findLastIndex((waiting) => waiting.at <= at) + 1;
        lane.waiting.splice(place, 0, { at, perSecond, resolve });
        arm(number, lane);
      });
    },
    pause(number, until) {
      const lane = laneOf(number);
      lane.pausedUntil = Math.max(lane.pausedUntil, until);
    },
  };
}

/** The slot, or a whole second after the message that was so many places before. */
function earliest(lane: Lane, { at, perSecond }: Waiting): number {
  const before = lane.fired.length < perSecond ? undefined : lane.fired[lane.fired.length - perSecond];
  return before === undefined ? at : Math.max(at, before + secondMs);
}
