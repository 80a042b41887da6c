import { setTimeout as pause } from "node:timers/promises";
import type { FaultSubject } from "../faults.ts";
import type { JsonObject } from "../json.ts";
import { asObject, asText, parseObject } from "../json.ts";
import { markRead } from "../messages/mark-read.ts";
import { sendMessage } from "../messages/send-message.ts";
import { freeTextTypes } from "../messages/validate-content.ts";
import type { CallRecord, PhoneNumber } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { appendBounded } from "../simulator.ts";
import { describeCall } from "./describe-call.ts";
import { GraphError, missingObject } from "./graph-error.ts";
import type { GraphRequest } from "./graph-request.ts";
import { requireBody } from "./graph-request.ts";

const nodes = ["template", "context", ...freeTextTypes];

/** What happens to the connection after a call: an answer, an answer that is not Meta's, or a cut. */
export type CallOutcome =
  | { kind: "answer"; body: JsonObject }
  | { kind: "foreign-answer"; status: number }
  | { kind: "cut" };

/** Notes a call of `/messages` in the log; the record is completed when the call is answered. */
export function recordCall(simulator: Simulator, request: GraphRequest): CallRecord {
  const call: CallRecord = {
    at: new Date(simulator.clock.now()).toISOString(),
    path: request.url,
    body: parseObject(request.body.toString("utf8")) ?? {},
    messageId: null,
    status: null,
    code: null,
  };
  appendBounded(simulator.calls, call);
  return call;
}

/** Answers `POST /{phone}/messages`, with the failures that were ordered for it. */
export async function answerMessages(
  simulator: Simulator,
  request: GraphRequest,
  call: CallRecord,
): Promise<CallOutcome> {
  const phoneNumber = simulator.store.phoneNumbers.get(request.id);
  if (!phoneNumber) {
    throw missingObject(request.id, "post");
  }
  const body = decodeNodes(requireBody(request.body));
  if (request.edge === "marketing_messages") {
    requireMarketing(simulator, phoneNumber, body);
  }
  const subject = describeCall(simulator.store, phoneNumber, body);
  if (simulator.faults.take("reset", subject)) {
    return { kind: "cut" };
  }
  const broken = simulator.faults.take("server-error", subject);
  if (broken && !broken.processed) {
    return { kind: "foreign-answer", status: broken.code ?? 502 };
  }
  const answer = await process(simulator, phoneNumber, body, call);
  if (broken) {
    return { kind: "foreign-answer", status: broken.code ?? 502 };
  }
  return loseOrDelay(simulator, subject, answer);
}

/** Graph takes a node written as JSON in text like the node itself; some clients send contacts that way. */
function decodeNodes(body: JsonObject): JsonObject {
  const decoded = nodes.flatMap((name) => {
    const text = asText(body[name]);
    const value = text === null ? undefined : parseObject(`{"node":${text}}`)?.node;
    return typeof value === "object" && value !== null ? [[name, value] as const] : [];
  });
  return decoded.length === 0 ? body : { ...body, ...Object.fromEntries(decoded) };
}

/** The Marketing Messages API takes marketing templates only (§2.5). */
function requireMarketing(simulator: Simulator, phoneNumber: PhoneNumber, body: JsonObject): void {
  const policy = body.product_policy ?? "CLOUD_API_FALLBACK";
  if (policy !== "CLOUD_API_FALLBACK" && policy !== "STRICT") {
    throw new GraphError(100, "product_policy must be CLOUD_API_FALLBACK or STRICT.");
  }
  const template = asObject(body.template);
  const found = [...simulator.store.templates.values()].find(
    ({ wabaId, name, language }) =>
      wabaId === phoneNumber.wabaId &&
      name === asText(template?.name) &&
      language === asText(asObject(template?.language)?.code),
  );
  if (body.type !== "template" || (found && found.category !== "MARKETING")) {
    throw new GraphError(131055, "Only marketing templates go through the Marketing Messages API.");
  }
}

async function process(
  simulator: Simulator,
  phoneNumber: PhoneNumber,
  body: JsonObject,
  call: CallRecord,
): Promise<JsonObject> {
  if (body.messaging_product !== "whatsapp") {
    throw new GraphError(100, "Param messaging_product must be one of {WHATSAPP}.");
  }
  if (body.status !== undefined) {
    markRead(simulator, phoneNumber, body);
    return { success: true };
  }
  const { message, answer } = await sendMessage(simulator, phoneNumber, body);
  call.messageId = message.id;
  return answer;
}

async function loseOrDelay(
  simulator: Simulator,
  subject: FaultSubject,
  body: JsonObject,
): Promise<CallOutcome> {
  if (simulator.faults.take("lost-answer", subject)) {
    return { kind: "cut" };
  }
  const slow = simulator.faults.take("slow-answer", subject);
  if (slow) {
    await pause(slow.delayMs ?? 3_000, undefined, { ref: false });
  }
  return { kind: "answer", body };
}
