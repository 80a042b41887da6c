import { describe, expect, it } from "vitest";
import { failedSeeds } from "./failed-seeds.ts";
import { findBug, mostSeeds } from "./find-bug.ts";
import { makers } from "./make-steps.ts";
import { plantedBugs } from "./planted-bugs.ts";
import { runSeed } from "./run-seed.ts";
import { shrink } from "./shrink.ts";

describe("the simulation itself", () => {
  it.each(failedSeeds)("holds in seed $seed, which failed once: $why", async ({ seed, kind }) => {
    expect((await runSeed(seed, { kind })).failure).toBeNull();
  });

  it("makes the same events of a seed every time, and others of another", () => {
    expect(makers.plain(1)).toEqual(makers.plain(1));
    expect(makers.plain(1)).not.toEqual(makers.plain(2));
  });

  it("plants 12 bugs", () => {
    expect(plantedBugs).toHaveLength(12);
  });

  it.each(plantedBugs)(`finds within ${mostSeeds} seeds that $name`, async (bug) => {
    expect(await findBug(bug)).not.toBeNull();
  });

  it("shrinks an event list to the events that a failure needs", async () => {
    const steps = makers.plain(3);
    const isNeeded = (step: (typeof steps)[number]) => step === steps[4] || step === steps.at(-2);
    const fails = async (part: readonly (typeof steps)[number][]) =>
      part.filter(isNeeded).length === 2 ? new Error("I1: both are there") : null;
    expect((await shrink(steps, fails)).steps).toEqual(steps.filter(isNeeded));
  });
});
