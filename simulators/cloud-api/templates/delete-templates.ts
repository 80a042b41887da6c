import { missingObject } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { asText, parseObject } from "../json.ts";
import type { Template, Waba } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { announceStatus } from "./announce-template.ts";
import { badParameter, templateProblem } from "./template-problem.ts";

const blockMs = 30 * 24 * 3_600_000;
const mostAtOnce = 100;
/** Statuses of messages that still may reach somebody. */
const underWay = new Set(["accepted", "held", "sent"]);

/**
 * Deletes templates as `DELETE /{WABA}/message_templates` does (§3.4): all languages of a `name`, the one of `hsm_id`,
 * or up to 100 `hsm_ids`. The name of an approved one is blocked for 30 days.
 */
export function deleteTemplates(
  simulator: Simulator,
  waba: Waba,
  query: ReadonlyMap<string, string>,
): JsonObject {
  const templates = [...simulator.store.templates.values()].filter(
    (template) => template.wabaId === waba.id && template.status !== "PENDING_DELETION",
  );
  const chosen = choose(templates, query);
  const disabled = chosen.find((template) => template.status === "DISABLED");
  if (disabled) {
    throw templateProblem("Can't be deleted", `The template ${disabled.name} is disabled and stays.`);
  }
  for (const template of chosen) {
    deleteTemplate(simulator, template);
  }
  simulator.changes.notify();
  return { success: true };
}

/** Lets a template go for good when the last message of it has come to its end. */
export function finishDeletion(simulator: Simulator, id: string): void {
  const template = simulator.store.templates.get(id);
  if (template?.status === "PENDING_DELETION" && !hasMessagesUnderWay(simulator, id)) {
    simulator.store.templates.delete(id);
    announceStatus(simulator, template, "DELETED", { reason: null });
  }
}

function deleteTemplate(simulator: Simulator, template: Template): void {
  const { store, clock } = simulator;
  if (["APPROVED", "PAUSED", "FLAGGED"].includes(template.status)) {
    store.blockedNames.set(`${template.wabaId}|${template.name}`, clock.now() + blockMs);
  }
  template.reviewDueAt = null;
  if (hasMessagesUnderWay(simulator, template.id)) {
    template.status = "PENDING_DELETION";
    announceStatus(simulator, template, "PENDING_DELETION", { reason: null });
    return;
  }
  store.templates.delete(template.id);
  announceStatus(simulator, template, "DELETED", { reason: null });
}

function choose(templates: readonly Template[], query: ReadonlyMap<string, string>): Template[] {
  const name = query.get("name");
  const id = query.get("hsm_id");
  const ids = readIds(query.get("hsm_ids"));
  if (ids !== null) {
    return ids.map((wanted) => {
      const found = templates.find((template) => template.id === wanted);
      if (!found) {
        throw missingObject(wanted, "delete");
      }
      return found;
    });
  }
  if (name === undefined || name === "") {
    throw badParameter("name is required.");
  }
  const chosen = templates.filter(
    (template) => template.name === name && (id === undefined || template.id === id),
  );
  if (chosen.length === 0) {
    throw templateProblem(
      "No such template",
      `There is no template ${name}${id ? ` with the id ${id}` : ""}.`,
    );
  }
  return chosen;
}

function readIds(value: string | undefined): string[] | null {
  if (value === undefined) {
    return null;
  }
  const list = parseObject(`{"ids":${value}}`)?.ids;
  const ids = Array.isArray(list) ? list.map((id) => (typeof id === "number" ? String(id) : asText(id))) : [];
  const known = ids.filter((id) => id !== null);
  if (known.length === 0 || known.length !== ids.length || known.length > mostAtOnce) {
    throw badParameter(`hsm_ids must be a list of 1 to ${mostAtOnce} ids.`);
  }
  return known;
}

function hasMessagesUnderWay(simulator: Simulator, id: string): boolean {
  return [...simulator.store.messages.values()].some(
    (message) => message.direction === "out" && message.template?.id === id && underWay.has(message.status),
  );
}
