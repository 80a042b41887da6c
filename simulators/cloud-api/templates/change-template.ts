import { z } from "zod";
import type { Template } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import {
  announceCategory,
  announceQuality,
  announceRecategorisation,
  announceStatus,
} from "./announce-template.ts";
import { disable, pauseForPacing, pauseForQuality } from "./pause-template.ts";
import { rejectionOf } from "./review-template.ts";

const categorySchema = z
  .string()
  .toUpperCase()
  .pipe(z.enum(["MARKETING", "UTILITY", "AUTHENTICATION"]));

/** What Meta may change about a template. */
export const templateChangeSchema = z.strictObject({
  status: z.string().toUpperCase().min(1).max(40).optional(),
  /** The category is another from now on. */
  category: categorySchema.optional(),
  /** The category will be another, `afterMs` later by the clock (default 24 h). */
  correctCategory: categorySchema.optional(),
  afterMs: z.number().int().min(0).optional(),
  qualityScore: z
    .string()
    .toUpperCase()
    .pipe(z.enum(["GREEN", "YELLOW", "RED", "UNKNOWN"]))
    .optional(),
  reason: z.string().max(200).optional(),
  rejection: z.strictObject({ reason: z.string(), recommendation: z.string() }).optional(),
  /** Why it is paused: its quality (default) or pacing. */
  pause: z.enum(["quality", "pacing"]).optional(),
});

type Change = z.infer<typeof templateChangeSchema>;

/** Changes a template as Meta would and tells the business by webhook (§3.3, §4.8). */
export function changeTemplate(simulator: Simulator, template: Template, change: Change): void {
  if (change.status !== undefined) {
    changeStatus(simulator, template, change.status, change);
  }
  if (change.category !== undefined && change.category !== template.category) {
    recategorise(simulator, template, change.category);
  }
  if (change.correctCategory !== undefined && change.correctCategory !== template.category) {
    const at = simulator.clock.now() + (change.afterMs ?? 24 * 3_600_000);
    template.recategorisation = { category: change.correctCategory, at };
    announceRecategorisation(simulator, template, template.recategorisation);
  }
  if (change.qualityScore !== undefined) {
    const previous = template.qualityScore;
    template.qualityScore = change.qualityScore;
    announceQuality(simulator, template, previous);
  }
  simulator.changes.notify();
}

/** Gives a template another category and tells it. */
export function recategorise(simulator: Simulator, template: Template, category: string): void {
  template.previousCategory = template.category;
  template.category = category;
  template.recategorisation = null;
  announceCategory(simulator, template);
}

function changeStatus(simulator: Simulator, template: Template, status: string, change: Change): void {
  template.reviewDueAt = null;
  template.rejectedReason = "NONE";
  switch (status) {
    case "PAUSED":
      if (change.pause === "pacing") {
        pauseForPacing(simulator, template);
      } else {
        pauseForQuality(simulator, template);
      }
      return;
    case "DISABLED":
      disable(simulator, template);
      return;
    case "REJECTED": {
      const reason = change.reason ?? "NONE";
      template.status = status;
      template.rejectedReason = reason;
      const rejection = change.rejection ?? rejectionOf(reason);
      announceStatus(simulator, template, status, { reason, rejection });
      return;
    }
    default:
      template.status = status;
      announceStatus(simulator, template, status, {
        reason: status === "PENDING_DELETION" || status === "DELETED" ? null : (change.reason ?? "NONE"),
      });
  }
}
