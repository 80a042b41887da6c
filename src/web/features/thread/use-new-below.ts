import { useState } from "react";
import type { Message } from "#contract/messages.ts";

/** How many messages of the customer came in below while the person reads further up. */
export function useNewBelow(messages: readonly Message[], isAtEnd: boolean): number {
  const newest = messages.at(-1);
  const [seen, setSeen] = useState<string | null>(null);
  // What is there at the opening is not new: the unread line tells of it.
  if (newest !== undefined && seen !== newest.id && (isAtEnd || seen === null)) {
    setSeen(newest.id);
  }
  const index = messages.findLastIndex(({ id }) => id === seen);
  return isAtEnd || index === -1
    ? 0
    : messages.slice(index + 1).filter(({ direction }) => direction === "in").length;
}
