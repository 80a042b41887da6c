/** Nothing else in the browser has these names; a lock goes away with its tab, also when that dies. */
const leaderName = "mc.attention";
const seenName = (threadId: string): string => `mc.seen.${threadId}`;

/** Waits until this tab is the one that speaks for all; returns how to stop. Without locks every tab speaks. */
export function leadTabs(onLead: (isLeading: boolean) => void): () => void {
  return hold(leaderName, "exclusive", onLead);
}

/** Tells the other tabs that the person looks at this thread, until the returned function is called. */
export function markSeen(threadId: string): () => void {
  return hold(seenName(threadId), "shared", () => undefined);
}

/** Whether some tab shows this thread to the person right now. */
export async function isSeen(threadId: string): Promise<boolean> {
  if (!hasLocks()) {
    return false;
  }
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === seenName(threadId));
}

/** Locks exist only on https and on this machine. */
function hasLocks(): boolean {
  return "locks" in navigator;
}

function hold(name: string, mode: LockMode, onHeld: (isHeld: boolean) => void): () => void {
  if (!hasLocks()) {
    onHeld(true);
    return () => onHeld(false);
  }
  const stopped = new AbortController();
  const held = Promise.withResolvers<void>();
  navigator.locks
    .request(name, { mode, signal: stopped.signal }, () => {
      onHeld(true);
      return held.promise;
    })
    .catch(() => {
      // Stopped before its turn came.
    });
  return () => {
    stopped.abort();
    held.resolve();
    onHeld(false);
  };
}
