import { GraphError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { findHandle } from "../media/resumable-upload.ts";
import type { Template, Waba } from "../model.ts";
import { freshTemplateState, templateId } from "../seed-store.ts";
import type { Simulator } from "../simulator.ts";
import type { TemplateDefinition } from "./read-template.ts";
import { readTemplate } from "./read-template.ts";
import { startReview } from "./review-template.ts";
import { templateProblem, templateSubcodes } from "./template-problem.ts";

const hourMs = 3_600_000;
const perHour = 100;

/** Creates a template as `POST /{WABA}/message_templates` does, and sends it into review (§3.3, §3.4). */
export function createTemplate(simulator: Simulator, waba: Waba, body: JsonObject): Template {
  const { store, clock } = simulator;
  const now = clock.now();
  const definition = readTemplate(body, { now, findHandle: (handle) => findHandle(store, handle) });
  const siblings = [...store.templates.values()].filter((template) => template.wabaId === waba.id);
  checkName(simulator, waba, definition, siblings);
  checkLimits(simulator, waba, siblings.length);
  const template: Template = {
    ...freshTemplateState(),
    ...definition,
    id: templateId(`${waba.id}|${definition.name}|${definition.language}|${store.counter.count++}`),
    wabaId: waba.id,
    previousCategory: null,
    status: "PENDING",
    qualityScore: "UNKNOWN",
    rejectedReason: "NONE",
  };
  store.templates.set(template.id, template);
  startReview(simulator, template);
  simulator.changes.notify();
  return template;
}

/** A name and language is taken once; a deleted name is blocked while it is being deleted and 30 days more (§3.4). */
function checkName(
  simulator: Simulator,
  waba: Waba,
  { name, language }: TemplateDefinition,
  siblings: readonly Template[],
): void {
  const namesakes = siblings.filter((template) => template.name === name);
  const blockedUntil = simulator.store.blockedNames.get(`${waba.id}|${name}`) ?? 0;
  const isLeaving = namesakes.some((template) => template.status === "PENDING_DELETION");
  if (isLeaving || blockedUntil > simulator.clock.now()) {
    throw templateProblem(
      "Name in use",
      "A template of this name was deleted. Its name can be used again 30 days later.",
      templateSubcodes.nameInUse,
    );
  }
  if (namesakes.some((template) => template.language === language)) {
    throw templateProblem(
      "There is such a template already",
      `A template with the name ${name} in ${language} exists already.`,
      simulator.settings.duplicateTemplateSubcode,
    );
  }
}

function checkLimits(simulator: Simulator, waba: Waba, count: number): void {
  const { store, clock } = simulator;
  const now = clock.now();
  const recent = (store.templateCreations.get(waba.id) ?? []).filter((at) => now - at < hourMs && at <= now);
  if (recent.length >= perHour) {
    throw new GraphError(80007, `At most ${perHour} templates an hour can be created.`);
  }
  const maximum = templateLimit(waba);
  if (count >= maximum) {
    throw templateProblem(
      "Too many templates",
      `This account has ${maximum} templates, which is the most it may have.`,
      templateSubcodes.tooManyTemplates,
    );
  }
  store.templateCreations.set(waba.id, [...recent, now]);
}

/** How many templates an account may have; each language counts (§3.1). */
function templateLimit(waba: Waba): number {
  return waba.isVerified ? 6_000 : 250;
}
