import type { Simulator } from "../simulator.ts";
import { recategorise } from "./change-template.ts";
import { finishDeletion } from "./delete-templates.ts";
import { unpause } from "./pause-template.ts";
import { awaitReview, finishReview } from "./review-template.ts";

const everyMs = 1_000;

/** Does what the clock says is due: reviews end, pauses end, announced categories come true. */
export function sweepTemplates(simulator: Simulator): void {
  const now = simulator.clock.now();
  for (const template of [...simulator.store.templates.values()]) {
    if (template.reviewDueAt !== null && template.reviewDueAt <= now) {
      finishReview(simulator, template);
    }
    if (template.status === "PAUSED" && template.pausedUntil !== null && template.pausedUntil <= now) {
      unpause(simulator, template);
    }
    if (template.recategorisation !== null && template.recategorisation.at <= now) {
      recategorise(simulator, template, template.recategorisation.category);
    }
    if (template.status === "PENDING_DELETION") {
      finishDeletion(simulator, template.id);
    }
  }
}

/** Sweeps at every jump of the clock and each second; goes on with reviews of an earlier run. Answers what ends it. */
export function keepTemplatesMoving(simulator: Simulator): () => void {
  const sweep = () => sweepTemplates(simulator);
  const stopListening = simulator.clock.onChange(sweep);
  const timer = setInterval(sweep, everyMs).unref();
  for (const template of simulator.store.templates.values()) {
    if (template.reviewDueAt !== null && simulator.settings.templateReview.when === "real") {
      awaitReview(simulator, template);
    }
  }
  return () => {
    stopListening();
    clearInterval(timer);
  };
}
