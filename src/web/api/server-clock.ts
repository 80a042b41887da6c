import { type Instant, minuteMs, secondMs } from "#domain/time.ts";
import { createStore, useStore } from "./create-store.ts";

let offsetMs = 0;
const ticked = createStore<Instant>(Date.now());
const boundaries = new Map<Instant, ReturnType<typeof setTimeout>>();
const longestWaitMs = 60 * minuteMs;

/** Now by the server's clock; the browser's own may be wrong, and the demo's can be moved. */
export function serverNow(): Instant {
  return Date.now() + offsetMs;
}

/**
 * Takes over the server's clock. `measuredAt` (this browser's clock) is when the question was sent, so that a slow
 * answer makes us close a window early rather than promise too much. Drift below a second changes nothing.
 */
export function setServerClock(now: Instant, measuredAt: Instant): void {
  const next = now - measuredAt;
  if (Math.abs(next - offsetMs) < secondMs) {
    return;
  }
  offsetMs = next;
  tick();
}

/** Everything that shows time left looks again. */
export function tick(): void {
  ticked.set(serverNow());
  for (const [at, timer] of [...boundaries]) {
    clearTimeout(timer);
    boundaries.delete(at);
    awaitBoundary(at);
  }
}

/** Ticks if what is shown of the time left until a moment, in whole minutes, is no longer true. */
export function tickIfStale(until: Instant): void {
  const minutesLeft = (now: Instant): number => Math.floor((until - now) / minuteMs);
  if (minutesLeft(serverNow()) !== minutesLeft(ticked.get())) {
    tick();
  }
}

/** Ticks at exactly this moment, so that a window closes on the screen when it closes on the server. */
export function awaitBoundary(at: Instant): void {
  const waitMs = at - serverNow();
  if (waitMs <= 0 || boundaries.has(at)) {
    return;
  }
  const timer = setTimeout(
    () => {
      boundaries.delete(at);
      awaitBoundary(at);
      ticked.set(serverNow());
    },
    Math.min(waitMs, longestWaitMs),
  );
  boundaries.set(at, timer);
}

/** Starts the regular ticks; returns how to stop them. Returning to the tab ticks at once. */
export function startClock(): () => void {
  const timer = setInterval(tick, 20 * secondMs);
  const handleVisible = (): void => {
    if (document.visibilityState === "visible") {
      tick();
    }
  };
  document.addEventListener("visibilitychange", handleVisible);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", handleVisible);
  };
}

/** Now, renewed several times a minute, on a jump of the clock, and at every awaited boundary. */
export function useServerNow(): Instant {
  return useStore(ticked);
}
