import { setTimeout as delay } from "node:timers/promises";

/**
 * Asks again and again until `check` neither throws nor answers false, and returns its answer. For what happens by
 * itself after the call that caused it; the deadline is for failures only, so it is long.
 */
export async function eventually<Answer>(
  check: () => Answer | Promise<Answer>,
  { withinMs = 15_000, what = "what was waited for" }: { withinMs?: number; what?: string } = {},
): Promise<Answer> {
  const deadline = performance.now() + withinMs;
  for (let pauseMs = 5; ; pauseMs = Math.min(pauseMs * 1.5, 100)) {
    const failure = await attempt(check);
    if (failure.kind === "yes") {
      return failure.answer;
    }
    if (performance.now() > deadline) {
      throw failure.error ?? new Error(`Did not happen within ${withinMs} ms: ${what}`);
    }
    await delay(pauseMs);
  }
}

async function attempt<Answer>(
  check: () => Answer | Promise<Answer>,
): Promise<{ kind: "yes"; answer: Answer } | { kind: "no"; error?: Error }> {
  try {
    const answer = await check();
    return answer === false ? { kind: "no" } : { kind: "yes", answer };
  } catch (error) {
    return { kind: "no", error: error instanceof Error ? error : new Error(String(error)) };
  }
}
