import { createRowCheck } from "./check-rows.ts";
import { createMemoryStore } from "./memory-store.ts";
import { type Rules, trueRules } from "./rules.ts";
import { runStep } from "./run-step.ts";
import { settleRun } from "./settle-run.ts";
import type { Step } from "./steps.ts";
import type { Rows } from "./store.ts";
import { createWorld } from "./world.ts";

/** How an event list ended: `failure` null when every promise held. */
export type Ended = { failure: Error | null; rows: Rows | null };

const checkEvery = 25;

/** Runs an event list on a fresh world, and looks at everything now and then and when all has settled. */
export async function runSteps(
  steps: readonly Step[],
  {
    rules = trueRules,
    makeStore = createMemoryStore,
  }: { rules?: Rules; makeStore?: Parameters<typeof createWorld>[0] } = {},
): Promise<Ended> {
  const hasFixedPeople = !steps.some(
    (step) => step.do === "change-identity" || (step.do === "write" && "as" in step),
  );
  const world = await createWorld(makeStore, { rules, hasFixedPeople });
  const check = createRowCheck(world);
  try {
    for (const [index, step] of steps.entries()) {
      await runStep(world, step);
      if (index % checkEvery === checkEvery - 1) {
        await check({ isSettled: false });
      }
    }
    await settleRun(world);
    await check({ isSettled: true });
    return { failure: null, rows: await world.store.rows() };
  } catch (error) {
    return { failure: error instanceof Error ? error : new Error(String(error)), rows: null };
  } finally {
    await world.store.close();
  }
}
