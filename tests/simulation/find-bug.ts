import { makers } from "./make-steps.ts";
import type { PlantedBug } from "./planted-bugs.ts";
import { trueRules } from "./rules.ts";
import { runSteps } from "./run-steps.ts";

/** A planted bug must be found within so many seeds; the rarest of them shows in one seed of a hundred. */
export const mostSeeds = 1_000;

/** The first seed that finds a planted bug, and the promise that it breaks; null when none does. */
export async function findBug({ plant }: PlantedBug): Promise<{ seed: number; promise: string } | null> {
  const rules = { ...trueRules, ...plant };
  for (let seed = 0; seed < mostSeeds; seed += 1) {
    const { failure } = await runSteps(makers.plain(seed), { rules });
    if (failure !== null) {
      return { seed, promise: failure.message.split(":")[0] ?? "" };
    }
  }
  return null;
}
