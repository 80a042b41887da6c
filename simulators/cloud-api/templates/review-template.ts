import type { Template } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { announceStatus } from "./announce-template.ts";
import type { Verdict } from "./decide-review.ts";
import { decideReview } from "./decide-review.ts";

/** Sends a template into review; it ends as the settings say: at once, after a while, or by order. */
export function startReview(simulator: Simulator, template: Template): void {
  const { verdict, when, delayMs } = simulator.settings.templateReview;
  template.status = "PENDING";
  template.rejectedReason = "NONE";
  if (verdict === "wait") {
    template.reviewDueAt = null;
    return;
  }
  template.reviewDueAt = simulator.clock.now() + (when === "at-once" ? 0 : delayMs);
  if (when === "at-once") {
    finishReview(simulator, template);
  } else if (when === "real") {
    awaitReview(simulator, template);
  }
}

/** Ends a review after the delay in real time, unless it ended otherwise meanwhile. */
export function awaitReview(simulator: Simulator, template: Template): void {
  const dueAt = template.reviewDueAt;
  simulator.scheduler.schedule(simulator.settings.templateReview.delayMs, () => {
    if (dueAt !== null && template.reviewDueAt === dueAt) {
      finishReview(simulator, template);
    }
  });
}

/** Ends a review with the verdict that the settings or the template itself ask for, and tells it. */
export function finishReview(simulator: Simulator, template: Template): void {
  const { verdict, reason } = simulator.settings.templateReview;
  template.reviewDueAt = null;
  const approved: Verdict = { kind: "approved", category: template.category };
  const rejected: Verdict = { kind: "rejected", reason, rejection: rejectionOf(reason) };
  const decided =
    verdict === "approve"
      ? approved
      : verdict === "reject"
        ? rejected
        : decideReview(template, othersOf(simulator, template));
  if (decided.kind === "rejected") {
    template.status = "REJECTED";
    template.rejectedReason = decided.reason;
    announceStatus(simulator, template, "REJECTED", decided);
  } else {
    if (decided.category !== template.category) {
      template.previousCategory = template.category;
      template.category = decided.category;
    }
    template.status = "APPROVED";
    announceStatus(simulator, template, "APPROVED");
  }
  simulator.changes.notify();
}

/** What Meta adds to a rejection for its format (§3.3). */
export function rejectionOf(reason: string): { reason: string; recommendation: string } | null {
  return reason === "INVALID_FORMAT"
    ? {
        reason: "The template is not written in the expected format.",
        recommendation: "Check variables, examples and punctuation, and send it in again.",
      }
    : null;
}

function othersOf(simulator: Simulator, template: Template): Template[] {
  return [...simulator.store.templates.values()].filter(
    (other) => other.wabaId === template.wabaId && other !== template && other.status !== "REJECTED",
  );
}
