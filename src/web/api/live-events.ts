import type { LiveEvent } from "#contract/events.ts";

const listeners = new Set<(event: LiveEvent) => void>();

/** Listens to what happens in the workspace, as it happens; returns how to stop. */
export function onLiveEvent(listener: (event: LiveEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells everybody who listens. */
export function tellLiveEvent(event: LiveEvent): void {
  for (const listener of listeners) {
    listener(event);
  }
}
