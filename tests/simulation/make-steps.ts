import { identityPhrase } from "./identity-phrases.ts";
import { phrases } from "./phrases.ts";
import { createRandom, type Random } from "./random.ts";
import type { Step } from "./steps.ts";

const mostSteps = 200;

/** An event list with people whose numbers and user ids change, and pass from one to another. */
function makeIdentitySteps(seed: number): Step[] {
  return makeList(createRandom(seed), (random) =>
    random.chance(0.3) ? identityPhrase(random) : phrases(random),
  );
}

/** Seeds make two kinds of lists: of people who stay who they are, and of people whose ids change. */
export const makers = { plain: makePlainSteps, identities: makeIdentitySteps } as const;
export type SeedKind = keyof typeof makers;

/** The event list of a seed: phrases of what people, Meta and machines do, now one after the other, now through each other. */
function makePlainSteps(seed: number): Step[] {
  return makeList(createRandom(seed), phrases);
}

function makeList(random: Random, makePhrase: (random: Random) => Step[]): Step[] {
  // Most runs are short: what is wrong shows in few events, and more runs meet more of them.
  const length = random.chance(0.05) ? mostSteps : 15 + random.below(50);
  let steps: Step[] = [];
  while (steps.length < length) {
    const phrase = makePhrase(random);
    steps = random.chance(0.3) ? weave(random, steps, phrase) : [...steps, ...phrase];
  }
  return steps.slice(0, mostSteps);
}

/** Mixes a phrase into the end of a list; the order within each stays. */
function weave(random: Random, steps: readonly Step[], phrase: readonly Step[]): Step[] {
  const start = Math.max(0, steps.length - phrase.length - 2);
  const [first, second] = [steps.slice(start), [...phrase]];
  const mixed: Step[] = [];
  while (first.length + second.length > 0) {
    const from = first.length === 0 || (second.length > 0 && random.chance(0.5)) ? second : first;
    mixed.push(...from.splice(0, 1));
  }
  return [...steps.slice(0, start), ...mixed];
}
