import { hourMs, minuteMs } from "#domain/time.ts";
import { runStep } from "./run-step.ts";
import type { Step } from "./steps.ts";
import type { World } from "./world.ts";

const accepted = { answer: { kind: "accepted" }, fate: ["sent", "delivered"], hidesAttempt: false } as const;
const mostRounds = 60;

/** Lets everything that is under way come to its end: webhooks, mails, the queue, leases of workers that died. */
export async function settleRun(world: World): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    await deliverAll(world);
    await runStep(world, { do: "fetch-mail", most: 1_000, rescan: false, end: "stored" });
    for (const [worker] of world.workers.entries()) {
      await finishHand(world, worker);
      await runStep(world, { do: "claim", worker });
      await finishHand(world, worker);
    }
    await runStep(world, { do: "sweep" });
    await runStep(world, { do: "end-overdue" });
    if (world.provider.outbox.length === 0 && (await world.store.isIdle())) {
      return;
    }
    // Most waits are over after a lease; the longest pause of a retry is an hour.
    world.clocks.pass(round < mostRounds / 2 ? minuteMs + 1_000 : hourMs);
  }
}

async function deliverAll(world: World): Promise<void> {
  const deliver: Step = {
    do: "deliver",
    picks: [0, 0, 0, 0, 0, 0, 0, 0],
    again: null,
    twice: false,
    end: "answered",
  };
  for (let left = world.provider.outbox.length; left > 0; left = world.provider.outbox.length) {
    await runStep(world, deliver);
    if (world.provider.outbox.length === left) {
      return;
    }
  }
}

async function finishHand(world: World, number: number): Promise<void> {
  const worker = world.workers[number];
  while (worker !== undefined && worker.hand.length > 0) {
    await runStep(world, { do: "call", worker: number, ...accepted });
  }
  await runStep(world, { do: "store-receipts", worker: number });
}
