import { minuteMs } from "#domain/time.ts";
import {
  bringMail,
  changeIdentity,
  deliverWebhooks,
  fetchMail,
  writeBad,
  writeOnWhatsApp,
} from "./inbound-steps.ts";
import { windowOf } from "./oracle.ts";
import { callProvider, claimMessages, storeReceipts } from "./outbound-steps.ts";
import type { Step } from "./steps.ts";
import { submitMessage, submitTemplate } from "./submit-steps.ts";
import type { World } from "./world.ts";

/** Lets one event happen. */
export async function runStep(world: World, step: Step): Promise<void> {
  const { store, clocks, workers } = world;
  switch (step.do) {
    case "wait":
      return clocks.pass(step.ms);
    case "wait-for-closing":
      return waitForClosing(world, step);
    case "set-clock":
      return clocks.skew(step.whose, step.skewMs);
    case "write":
      return writeOnWhatsApp(world, step);
    case "change-identity":
      return changeIdentity(world, step);
    case "bad-webhook":
      return writeBad(world, step.fault);
    case "deliver":
      return deliverWebhooks(world, step);
    case "mail":
      return bringMail(world, step);
    case "fetch-mail":
      return fetchMail(world, step);
    case "submit":
      return submitMessage(world, step);
    case "submit-template":
      return submitTemplate(world, step);
    case "claim":
      return claimMessages(world, step.worker);
    case "call":
      return callProvider(world, step);
    case "store-receipts":
      return storeReceipts(world, step.worker);
    case "crash": {
      const worker = workers[step.worker % workers.length];
      worker?.hand.splice(0);
      worker?.receipts.splice(0);
      return;
    }
    case "sweep":
      return store.sweep("worker-0");
    case "end-overdue":
      return store.endOverdue();
    default:
      return step satisfies never;
  }
}

/** Until the web's clock stands at, or a moment beside, the end of a window; nothing happens when that is past or far. */
function waitForClosing(
  { history, clocks }: World,
  { customer, channel, offsetMs }: Extract<Step, { do: "wait-for-closing" }>,
): void {
  const ms = windowOf(history, customer, channel).closesAt + offsetMs - clocks.of("web");
  if (ms > 0 && ms < 8 * 24 * 60 * minuteMs) {
    clocks.pass(ms);
  }
}
