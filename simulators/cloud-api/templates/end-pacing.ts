import { detailsOf } from "../graph/graph-error.ts";
import type { Simulator } from "../simulator.ts";
import { reportFailure, startDelivery } from "../statuses/statuses.ts";
import { pauseForPacing } from "./pause-template.ts";

/** Ends pacing: held messages go out, or fail with 132015 while their templates are paused (§3.3). */
export function endPacing(simulator: Simulator, outcome: "release" | "pause"): number {
  const held = [...simulator.store.messages.values()].filter(
    (message) => message.direction === "out" && message.status === "held",
  );
  for (const message of held) {
    if (message.direction !== "out") {
      continue;
    }
    message.fate.isHeld = false;
    message.status = "accepted";
    const template = simulator.store.templates.get(message.template?.id ?? "");
    if (outcome === "release") {
      startDelivery(simulator, message);
      continue;
    }
    if (template && template.status !== "PAUSED") {
      pauseForPacing(simulator, template);
    }
    const failed = reportFailure(simulator, message, { code: 132015, details: detailsOf(132015) });
    simulator.scheduler.track(failed);
  }
  simulator.changes.notify();
  return held.length;
}
