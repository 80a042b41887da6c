import type { Doorbell, Ring } from "./doorbell.ts";

/** Those whom a doorbell wakes in this process. */
export function createRingListeners(): { tell(ring: Ring | null): void } & Pick<Doorbell, "onRing"> {
  const listeners = new Set<(ring: Ring | null) => void>();
  return {
    tell(ring) {
      for (const listener of [...listeners]) {
        listener(ring);
      }
    },
    onRing(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
