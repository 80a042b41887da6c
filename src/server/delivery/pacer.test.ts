import { describe, expect, it } from "vitest";
import { createPacer, type RealTime } from "./pacer.ts";

/** A clock that a test moves by hand. */
function handClock(): RealTime & { advanceTo(at: number): Promise<void>; stall(ms: number): void } {
  let now = 0;
  let timers: { at: number; callback: () => void }[] = [];
  return {
    now: () => now,
    after(ms, callback) {
      const timer = { at: now + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    stall(ms) {
      now += ms;
    },
    async advanceTo(at) {
      for (;;) {
        const [next] = timers.filter((timer) => timer.at <= at).sort((a, b) => a.at - b.at);
        if (next === undefined) {
          now = Math.max(now, at);
          return;
        }
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.callback();
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

function start(perSecond = 80) {
  const clock = handClock();
  const pacer = createPacer(clock);
  const seen: { slot: number; at: number; verdict: string }[] = [];
  function wait(slot: number): void {
    void pacer.wait({ number: "n", at: slot, perSecond }).then((verdict) => {
      seen.push({ slot, at: clock.now(), verdict });
    });
  }
  return { clock, pacer, seen, wait };
}

function slots(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index * 12.5);
}

describe("the pacer of one number", () => {
  it("lets each message out at its slot, in order", async () => {
    const { clock, seen, wait } = start();
    for (const slot of [25, 0, 12.5]) {
      wait(slot);
    }
    await clock.advanceTo(1_000);
    expect(seen).toEqual([
      { slot: 0, at: 0, verdict: "go" },
      { slot: 12.5, at: 12.5, verdict: "go" },
      { slot: 25, at: 25, verdict: "go" },
    ]);
  });

  it("after a stall nothing leaves in a bunch: missed slots are late, those to come are kept (F12)", async () => {
    const { clock, seen, wait } = start();
    slots(0, 20).forEach(wait);
    await clock.advanceTo(50);
    clock.stall(100);
    await clock.advanceTo(1_000);
    const verdicts = seen.map(({ slot, verdict }) => [slot, verdict]);
    expect(verdicts.filter(([, verdict]) => verdict === "late").map(([slot]) => slot)).toEqual([
      62.5, 75, 87.5, 100, 112.5, 125, 137.5,
    ]);
    expect(seen.filter(({ verdict, slot, at }) => verdict === "go" && at - slot > 8)).toEqual([]);
  });

  it("slots that lie too close never put more than a second's worth into one second (F12)", async () => {
    const { clock, seen, wait } = start(10);
    for (let slot = 0; slot < 12; slot += 1) {
      wait(slot);
    }
    await clock.advanceTo(3_000);
    const sent = seen.filter(({ verdict }) => verdict === "go").map(({ at }) => at);
    expect(sent).toHaveLength(10);
    expect(seen.filter(({ verdict }) => verdict === "late")).toHaveLength(2);
  });

  it("a pause makes every slot that was given out before it late", async () => {
    const { clock, pacer, seen, wait } = start();
    slots(0, 4).forEach(wait);
    await clock.advanceTo(13);
    pacer.pause("n", 30);
    await clock.advanceTo(100);
    expect(seen.map(({ verdict }) => verdict)).toEqual(["go", "go", "late", "late"]);
  });

  it("numbers do not wait for each other", async () => {
    const clock = handClock();
    const pacer = createPacer(clock);
    const seen: string[] = [];
    for (const number of ["a", "b", "c"]) {
      void pacer.wait({ number, at: 10, perSecond: 1 }).then((verdict) => seen.push(`${number} ${verdict}`));
    }
    await clock.advanceTo(10);
    expect(seen).toEqual(["a go", "b go", "c go"]);
  });
});
