import type { QueryClient, QueryKey } from "@tanstack/react-query";

const pauseMs = 300;
const waiting = new Map<string, { again: boolean }>();

/**
 * Reads a part of the cache again: at once, and after a burst of events once more. A running reading is never
 * trusted with an event that came after it began.
 */
export function refreshSoon(queryClient: QueryClient, queryKey: QueryKey): void {
  const name = JSON.stringify(queryKey);
  const running = waiting.get(name);
  if (running !== undefined) {
    running.again = true;
    return;
  }
  const mine = { again: false };
  waiting.set(name, mine);
  void queryClient.invalidateQueries({ queryKey });
  setTimeout(() => {
    waiting.delete(name);
    if (mine.again) {
      refreshSoon(queryClient, queryKey);
    }
  }, pauseMs);
}
