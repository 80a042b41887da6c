import type { JsonObject } from "../json.ts";
import { findHandle } from "../media/resumable-upload.ts";
import type { Template } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { announceComponents } from "./announce-template.ts";
import { readCategory, readComponents, readTtl } from "./read-template.ts";
import { startReview } from "./review-template.ts";
import { badParameter, templateProblem } from "./template-problem.ts";

const dayMs = 24 * 3_600_000;
const editable = new Set(["APPROVED", "REJECTED", "PAUSED"]);
const fixed = ["name", "language", "parameter_format"];

/**
 * Edits a template as `POST /{template-id}` does: its whole list of components, its category unless it is approved,
 * its time to live. Back to review; an approved one once in 24 h and ten times in 30 days (§3.4).
 */
export function editTemplate(simulator: Simulator, template: Template, body: JsonObject): void {
  const { store, clock } = simulator;
  const now = clock.now();
  const changed = fixed.find((name) => body[name] !== undefined);
  if (changed !== undefined) {
    throw badParameter(`${changed} of a template can't be changed.`);
  }
  if (!editable.has(template.status)) {
    throw templateProblem(
      "Can't be edited now",
      `A template with the status ${template.status} can't be edited.`,
    );
  }
  const category = body.category === undefined ? template.category : readCategory(body);
  const isApproved = template.status === "APPROVED";
  if (isApproved && category !== template.category) {
    throw templateProblem("Can't be edited now", "The category of an approved template can't be changed.");
  }
  if (isApproved) {
    checkPace(template, now);
  }
  const context = {
    now,
    category,
    format: template.parameterFormat,
    findHandle: (handle: string) => findHandle(store, handle),
  };
  const ttl = readTtl(body, category);
  const components = body.components === undefined ? null : readComponents(body, context, template.language);
  if (components === null && ttl === null && body.category === undefined) {
    throw badParameter("Nothing to change: components, category or message_send_ttl_seconds.");
  }
  template.components = components ?? template.components;
  template.category = category;
  template.messageSendTtlSeconds = ttl ?? template.messageSendTtlSeconds;
  template.pausedUntil = null;
  if (isApproved) {
    template.editedAt = [...template.editedAt, now];
  }
  if (components !== null) {
    announceComponents(simulator, template);
  }
  startReview(simulator, template);
  simulator.changes.notify();
}

function checkPace(template: Template, now: number): void {
  const recent = template.editedAt.filter((at) => now - at < 30 * dayMs);
  if (recent.length >= 10 || recent.some((at) => now - at < dayMs)) {
    throw templateProblem(
      "Edited too often",
      "An approved template can be edited once in 24 hours and ten times in 30 days.",
    );
  }
}
