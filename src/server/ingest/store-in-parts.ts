import type { Fact } from "../record/facts.ts";
import type { Submission } from "./submission.ts";

/** How a part ended: `refused` by its data, or the database is `away` and nobody knows. */
export type Attempt =
  | { kind: "stored"; failure: null }
  | { kind: "refused"; failure: Error }
  | { kind: "away"; failure: Error };

/** One bad message of a thousand is found in 20; a body that is bad all over is given up after some more. */
const mostAttempts = 60;

/**
 * Stores the facts of one refused body that can be stored, in their order, by halving around those that can't (P7).
 * Answers why the others can't, or that the database went away: then the sender tries again, and what is stored is known.
 */
export async function storeInParts(
  item: Submission,
  given: { failure: Error; tryToStore(part: Submission): Promise<Attempt> },
): Promise<Attempt> {
  let refused = given.failure;
  let attempts = 0;
  const waiting: (readonly Fact[])[] = halvesOf(item.reading.facts);
  for (let facts = waiting.pop(); facts !== undefined; facts = waiting.pop()) {
    attempts += 1;
    if (attempts > mostAttempts) {
      break;
    }
    const reading = { facts: [...facts], faults: [], templateChanges: [] };
    const attempt = await given.tryToStore({ ...item, cursor: null, reading, replayOf: null });
    if (attempt.kind === "away") {
      return attempt;
    }
    if (attempt.kind === "refused") {
      refused = attempt.failure;
      waiting.push(...halvesOf(facts));
    }
  }
  return { kind: "refused", failure: refused };
}

/** The second half first: the last one of a stack is the next. */
function halvesOf(facts: readonly Fact[]): Fact[][] {
  const middle = Math.ceil(facts.length / 2);
  return facts.length < 2 ? [] : [facts.slice(middle), facts.slice(0, middle)];
}
