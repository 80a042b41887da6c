import { GraphError } from "../graph/graph-error.ts";
import type { Template } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { announceStatus } from "./announce-template.ts";

const hourMs = 3_600_000;
const steps = [
  { title: "FIRST_PAUSE", forMs: 3 * hourMs, description: "Paused for 3 hours for its low quality." },
  { title: "SECOND_PAUSE", forMs: 6 * hourMs, description: "Paused for 6 hours for its low quality." },
];

/** Pauses a template for its quality: 3 hours, then 6, and the third time it is disabled (§3.3). */
export function pauseForQuality(simulator: Simulator, template: Template): void {
  const step = steps[template.pauses];
  template.pauses += 1;
  if (!step) {
    disable(simulator, template);
    return;
  }
  template.status = "PAUSED";
  template.pausedUntil = simulator.clock.now() + step.forMs;
  announceStatus(simulator, template, "PAUSED", { other: step });
}

/** Pauses a template because pacing went badly; only the business ends it (§3.3). */
export function pauseForPacing(simulator: Simulator, template: Template): void {
  template.status = "PAUSED";
  template.pausedUntil = null;
  const description = "Paused because the first messages were not liked.";
  announceStatus(simulator, template, "PAUSED", { other: { title: "RATE_LIMITING_PAUSE", description } });
}

/** Disables a template for good. */
export function disable(simulator: Simulator, template: Template): void {
  template.status = "DISABLED";
  template.pausedUntil = null;
  const description = "Disabled because its quality stayed low.";
  announceStatus(simulator, template, "DISABLED", {
    disableDate: new Date(simulator.clock.now()).toISOString().slice(0, 10),
    other: { title: "DISABLED", description },
  });
}

/** Ends a pause: by the clock, or by `POST /{template}/unpause`. */
export function unpause(simulator: Simulator, template: Template): void {
  if (template.status !== "PAUSED") {
    throw new GraphError(100, "The template is not paused.");
  }
  template.status = "APPROVED";
  template.pausedUntil = null;
  template.sentCount = 0;
  const description = "The template can be sent again.";
  announceStatus(simulator, template, "APPROVED", { other: { title: "UNPAUSE", description } });
  simulator.changes.notify();
}
