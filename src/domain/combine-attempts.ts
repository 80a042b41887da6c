import { type AttemptState, hasReached, plannedAttempt, rankOf } from "./delivery-status.ts";

/** The state of a whole message, and whether two of its attempts reached the customer ("puede haber llegado dos veces"). */
export type MessageState = AttemptState & { mayHaveArrivedTwice: boolean };

/**
 * L5: the highest of the attempts if any reached the customer (of equals the oldest), else the newest. Attempts are given
 * oldest first; a retry that is planned but not begun is a `plannedAttempt` at the end.
 */
export function combineAttempts(attempts: readonly AttemptState[]): MessageState {
  const reached = attempts.filter((attempt) => hasReached(attempt.status));
  const newest = attempts.at(-1) ?? plannedAttempt;
  const shown = reached.reduce(higherOf, reached[0] ?? newest);
  return { ...shown, mayHaveArrivedTwice: reached.length > 1 };
}

function higherOf(first: AttemptState, second: AttemptState): AttemptState {
  return rankOf(second.status) > rankOf(first.status) ? second : first;
}
