import { z } from "zod";
import { detailsOf } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import type { Template } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { reportFailure, startDelivery } from "../statuses/statuses.ts";

/** What Meta may change about a template. */
export const templateChangeSchema = z.strictObject({
  status: z.string().toUpperCase().min(1).max(40).optional(),
  category: z
    .string()
    .toUpperCase()
    .pipe(z.enum(["MARKETING", "UTILITY", "AUTHENTICATION"]))
    .optional(),
  qualityScore: z
    .string()
    .toUpperCase()
    .pipe(z.enum(["GREEN", "YELLOW", "RED", "UNKNOWN"]))
    .optional(),
  reason: z.string().max(200).optional(),
});

/** Changes a template as Meta would and tells the business by webhook (§3.3, §4.8). */
export function changeTemplate(
  simulator: Simulator,
  template: Template,
  change: z.infer<typeof templateChangeSchema>,
): void {
  const about = {
    // Meta writes template ids as numbers in webhooks and their languages with a hyphen.
    message_template_id: Number(template.id),
    message_template_name: template.name,
    message_template_language: template.language.replace("_", "-"),
  };
  if (change.status !== undefined) {
    template.status = change.status;
    template.rejectedReason = change.status === "REJECTED" ? (change.reason ?? "NONE") : "NONE";
    tell(simulator, template, "message_template_status_update", {
      event: change.status,
      ...about,
      reason: change.status === "PENDING_DELETION" ? null : template.rejectedReason,
      message_template_category: template.category,
    });
  }
  if (change.category !== undefined && change.category !== template.category) {
    template.previousCategory = template.category;
    template.category = change.category;
    tell(simulator, template, "template_category_update", {
      ...about,
      previous_category: template.previousCategory,
      new_category: template.category,
    });
  }
  if (change.qualityScore !== undefined) {
    const previous = template.qualityScore;
    template.qualityScore = change.qualityScore;
    tell(simulator, template, "message_template_quality_update", {
      ...about,
      previous_quality_score: previous,
      new_quality_score: change.qualityScore,
    });
  }
  simulator.changes.notify();
}

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
      changeTemplate(simulator, template, { status: "PAUSED" });
    }
    const failed = reportFailure(simulator, message, { code: 132015, details: detailsOf(132015) });
    simulator.scheduler.track(failed);
  }
  return held.length;
}

function tell(simulator: Simulator, template: Template, field: string, value: JsonObject): void {
  const sent = simulator.webhooks.send({
    wabaId: template.wabaId,
    field,
    value,
    time: Math.floor(simulator.clock.now() / 1000),
    lane: `template|${template.id}`,
    subject: { webhook: "other", field },
  });
  simulator.scheduler.track(sent);
}
