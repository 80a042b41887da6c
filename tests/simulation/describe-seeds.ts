import { describe, it } from "vitest";
import type { SeedKind } from "./make-steps.ts";
import { runSeed } from "./run-seed.ts";

const seedsInOne = 1_000;

/** Tests that every promise holds in the runs of some seeds. */
export function describeSeeds(kind: SeedKind, from: number, to: number): void {
  const starts = Array.from({ length: (to - from) / seedsInOne }, (_, part) => from + part * seedsInOne);
  describe(`every promise holds, whatever happens (${kind})`, () => {
    it.each(starts)("in the runs of a thousand seeds from %i", async (start) => {
      for (let seed = start; seed < start + seedsInOne; seed += 1) {
        const { failure } = await runSeed(seed, { kind });
        if (failure !== null) {
          throw failure;
        }
      }
    });
  });
}
