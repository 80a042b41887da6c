import type { JsonObject } from "../json.ts";
import type { PhoneNumber, Template, Waba } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { getRecord } from "../store.ts";

type Level = "AVAILABLE" | "LIMITED" | "BLOCKED";
type Problem = { level: Level; code: number; description: string; solution: string };

const order: readonly Level[] = ["AVAILABLE", "LIMITED", "BLOCKED"];

/** `health_status` of a number: itself, its account, the business and the app; the worst of them rules (§7.3). */
export function numberHealth(simulator: Simulator, phoneNumber: PhoneNumber): JsonObject {
  const waba = getRecord(simulator.store.wabas, phoneNumber.wabaId);
  return writeHealth(simulator, [
    entity("PHONE_NUMBER", phoneNumber.id, numberProblems(phoneNumber)),
    entity("WABA", waba.id, wabaProblems(waba)),
  ]);
}

/** `health_status` of an account. */
export function wabaHealth(simulator: Simulator, waba: Waba): JsonObject {
  return writeHealth(simulator, [entity("WABA", waba.id, wabaProblems(waba))]);
}

/** `health_status` of a template. */
export function templateHealth(simulator: Simulator, template: Template): JsonObject {
  const waba = getRecord(simulator.store.wabas, template.wabaId);
  return writeHealth(simulator, [
    entity("MESSAGE_TEMPLATE", template.id, templateProblems(template)),
    entity("WABA", waba.id, wabaProblems(waba)),
  ]);
}

type Entity = { type: string; id: string; problems: readonly Problem[] };

function writeHealth(simulator: Simulator, own: readonly Entity[]): JsonObject {
  const entities = [...own, entity("BUSINESS", simulator.businessId, []), entity("APP", simulator.appId, [])];
  return {
    can_send_message: worst(entities.flatMap((one) => one.problems)),
    entities: entities.map(writeEntity),
  };
}

function entity(type: string, id: string, problems: readonly Problem[]): Entity {
  return { type, id, problems };
}

function writeEntity({ type, id, problems }: Entity): JsonObject {
  const errors = problems.map(({ code, description, solution }) => ({
    error_code: code,
    error_description: description,
    possible_solution: solution,
  }));
  return {
    entity_type: type,
    id,
    can_send_message: worst(problems),
    ...(errors.length === 0 ? {} : { errors }),
  };
}

function worst(problems: readonly Problem[]): Level {
  return order[Math.max(0, ...problems.map(({ level }) => order.indexOf(level)))] ?? "AVAILABLE";
}

function numberProblems(phoneNumber: PhoneNumber): Problem[] {
  const problems: Problem[] = [];
  if (phoneNumber.status !== "CONNECTED") {
    problems.push({
      level: "BLOCKED",
      code: 141_000,
      description: `The number is ${phoneNumber.status}.`,
      solution: "Verify and register the number.",
    });
  }
  if (phoneNumber.qualityRating === "RED") {
    problems.push({
      level: "LIMITED",
      code: 141_001,
      description: "The quality of the number is low.",
      solution: "Write to people who expect it, and less often.",
    });
  }
  return problems;
}

function wabaProblems(waba: Waba): Problem[] {
  const problems: Problem[] = [];
  if (waba.isLocked) {
    const solution = "Ask for a review in Business Support Home.";
    problems.push({ level: "BLOCKED", code: 131_031, description: "The account is locked.", solution });
  }
  if (!waba.hasPaymentMethod) {
    const description = "There is no valid payment method.";
    const solution = "Add a payment method in the Billing Hub.";
    problems.push({ level: "LIMITED", code: 141_006, description, solution });
  }
  if (waba.restrictions.length > 0) {
    const description = `Restricted: ${waba.restrictions.join(", ")}.`;
    const solution = "Wait for its end or ask for a review.";
    problems.push({ level: "LIMITED", code: 368, description, solution });
  }
  return problems;
}

function templateProblems(template: Template): Problem[] {
  if (template.status === "APPROVED" || template.status === "FLAGGED") {
    return [];
  }
  const description = `The template is ${template.status}.`;
  return [{ level: "BLOCKED", code: 141_002, description, solution: "Use an approved template." }];
}
