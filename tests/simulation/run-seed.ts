import { makers, type SeedKind } from "./make-steps.ts";
import { type Ended, runSteps } from "./run-steps.ts";
import { shrink } from "./shrink.ts";

/** Runs the event list of a seed; a failure is shrunk and says how to see it again. */
export async function runSeed(
  seed: number,
  { kind = "plain", ...options }: Parameters<typeof runSteps>[1] & { kind?: SeedKind } = {},
): Promise<Ended> {
  const steps = makers[kind](seed);
  const ended = await runSteps(steps, options);
  if (ended.failure === null) {
    return ended;
  }
  const shrunk = await shrink(steps, async (part) => (await runSteps(part, options)).failure);
  const lines = [
    `Seed ${seed} breaks a promise: ${ended.failure.message}`,
    `Again: npm run test:simulation -- --seed ${seed}${kind === "plain" ? "" : ` --kind ${kind}`}`,
    `${shrunk.steps.length} of its ${steps.length} events are enough (${shrunk.failure.message}):`,
    ...shrunk.steps.map((step) => `  ${JSON.stringify(step)}`),
  ];
  return { ...ended, failure: new Error(lines.join("\n"), { cause: shrunk.failure }) };
}
