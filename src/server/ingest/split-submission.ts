import type { Submission } from "./submission.ts";

/** Meta gathers at most 1,000 updates in one body. More than that are several transactions, with a pause for others between. */
const mostFacts = 1_000;

/**
 * A body of very many facts in parts, in order. The body counts as stored when its last part is: that one moves the
 * mailbox on, keeps what could not be read and settles the place in quarantine.
 */
export function splitSubmission(submission: Submission): [Submission, ...Submission[]] {
  const { facts } = submission.reading;
  if (facts.length <= mostFacts) {
    return [submission];
  }
  const reading = { facts: facts.slice(0, mostFacts), faults: [], templateChanges: [] };
  const rest = { ...submission, reading: { ...submission.reading, facts: facts.slice(mostFacts) } };
  return [{ ...submission, cursor: null, reading, replayOf: null }, ...splitSubmission(rest)];
}
