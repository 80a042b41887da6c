import type { QueryClient, QueryKey } from "@tanstack/react-query";

const pauseMs = 300;
/** What stands beside the messages is read again once a burst of events is over: nobody waits for it. */
const calmMs = 1_000;
const waiting = new Map<string, { again: boolean }>();
const calming = new Set<string>();

/**
 * Reads a part of the cache again: at once, and after a burst of events once more. A running reading is never
 * trusted with an event that came after it began. `exact`: not what lies below the key.
 */
export function refreshSoon(queryClient: QueryClient, queryKey: QueryKey, exact = false): void {
  const name = JSON.stringify([queryKey, exact]);
  const running = waiting.get(name);
  if (running !== undefined) {
    running.again = true;
    return;
  }
  const mine = { again: false };
  waiting.set(name, mine);
  void queryClient.invalidateQueries({ queryKey, exact });
  setTimeout(() => {
    waiting.delete(name);
    if (mine.again) {
      refreshSoon(queryClient, queryKey, exact);
    }
  }, pauseMs);
}

/** Reads a part of the cache again a second after the first of a burst of events; later ones begin another second. */
export function refreshCalmly(queryClient: QueryClient, queryKey: QueryKey): void {
  const name = JSON.stringify(queryKey);
  if (calming.has(name)) {
    return;
  }
  calming.add(name);
  setTimeout(() => {
    calming.delete(name);
    void queryClient.invalidateQueries({ queryKey });
  }, calmMs);
}
