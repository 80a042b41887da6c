import { setTimeout as delay } from "node:timers/promises";

/**
 * Starts `act` for each number at an even pace, whether earlier ones have ended or not; ends when all have, or one failed.
 * It is told when it was due: a time that begins then counts what a late start hides.
 */
export async function atPace(
  { perSecond, count, signal }: { perSecond: number; count: number; signal: AbortSignal },
  act: (index: number, dueAt: number) => Promise<void>,
): Promise<void> {
  const startedAt = performance.now();
  const running: Promise<unknown>[] = [];
  const failures: unknown[] = [];
  for (let index = 0; index < count; index += 1) {
    const dueAt = startedAt + (index * 1_000) / perSecond;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) {
      await delay(waitMs, undefined, { signal });
    }
    running.push(act(index, dueAt).catch((error: unknown) => failures.push(error)));
    if (failures.length > 0) {
      break;
    }
  }
  await Promise.all(running);
  if (failures.length > 0) {
    throw failures[0];
  }
}
