import { setImmediate } from "node:timers/promises";

/** For so long one piece of work holds the event loop; who else waits for it then comes first. */
const mostHeldMs = 3;

/** Lets everybody who waits for the event loop have a turn. */
export function rest(): Promise<void> {
  return setImmediate();
}

/** Runs steps one after the other, as many in one turn as its time allows: who waits meanwhile does not wait for all. */
export async function runInTurns(steps: Iterable<() => void>): Promise<void> {
  let since = performance.now();
  for (const step of steps) {
    if (performance.now() - since >= mostHeldMs) {
      await rest();
      since = performance.now();
    }
    step();
  }
}
