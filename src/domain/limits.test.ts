import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideSlot, numberLimit, pairLimit, pauseLimit, type RateLimit } from "./limits.ts";

/** Asks for a slot at each of the given times, in order, and returns the slots. */
function slotsFor(limit: RateLimit, askedAt: readonly number[]): number[] {
  let theoreticalArrivalAt: number | null = null;
  return askedAt.map((now) => {
    const slot = decideSlot({ ...limit, theoreticalArrivalAt, now });
    theoreticalArrivalAt = slot.theoreticalArrivalAt;
    return slot.slotAt;
  });
}

function mostInAnySecond(slots: readonly number[]): number {
  return Math.max(
    ...slots.map((start) => slots.filter((slot) => slot >= start && slot < start + 1_000).length),
  );
}

describe("limit of a number: 80 a second, capacity 1", () => {
  it("a lonely message goes at once", () => {
    expect(slotsFor(numberLimit, [1_000])).toEqual([1_000]);
  });

  it("messages at once are spread 12.63 ms apart: 1 % less than 80 a second", () => {
    const interval = 1_000 / 79.2;
    expect(slotsFor(numberLimit, [0, 0, 0])).toEqual([0, interval, 2 * interval]);
  });

  it("a rest gives no burst", () => {
    expect(slotsFor(numberLimit, [0, 60_000, 60_000])).toEqual([0, 60_000, 60_000 + 1_000 / 79.2]);
  });

  it("F12 no second ever holds more than 80, whenever the messages come", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 400 }), (pauses) => {
        let now = 0;
        const slots = slotsFor(
          numberLimit,
          pauses.map((pause) => {
            now += pause;
            return now;
          }),
        );
        expect(mostInAnySecond(slots.length === 0 ? [0] : slots)).toBeLessThanOrEqual(80);
      }),
      { numRuns: 30 },
    );
  });
});

describe("limit of a pair: one each 6 s, 45 at once", () => {
  const slots = slotsFor(pairLimit, Array<number>(48).fill(0));

  it("45 messages go at once, the 46th waits 6 s, each further one 6 s more", () => {
    expect(slots.slice(0, 45).every((slot) => slot === 0)).toBe(true);
    expect(slots.slice(45)).toEqual([6_000, 12_000, 18_000]);
  });

  it("after 12 s of rest two of the borrowed ones are back", () => {
    const asked = [...Array<number>(45).fill(0), 12_000, 12_000, 12_000];
    expect(slotsFor(pairLimit, asked).slice(45)).toEqual([12_000, 12_000, 18_000]);
  });

  it("a whole rest gives the whole burst, never more", () => {
    const asked = [...Array<number>(45).fill(0), ...Array<number>(46).fill(86_400_000)];
    expect(slotsFor(pairLimit, asked).slice(45)).toEqual([...Array<number>(45).fill(86_400_000), 86_406_000]);
  });
});

describe("a limit that the provider closed", () => {
  it.each([
    ["number", numberLimit],
    ["pair", pairLimit],
  ])("F13 the next slot of a %s is not before the time named, and then there is no burst", (_, limit) => {
    let theoreticalArrivalAt = pauseLimit({ ...limit, theoreticalArrivalAt: null, resumeAt: 64_000 });
    const slots = [1, 2].map(() => {
      const slot = decideSlot({ ...limit, theoreticalArrivalAt, now: 1_000 });
      theoreticalArrivalAt = slot.theoreticalArrivalAt;
      return slot.slotAt;
    });
    expect(slots).toEqual([64_000, 64_000 + limit.intervalMs]);
  });

  it("a pause never makes a limit that is further on faster", () => {
    expect(pauseLimit({ ...numberLimit, theoreticalArrivalAt: 9_000, resumeAt: 5_000 })).toBe(9_000);
  });
});
