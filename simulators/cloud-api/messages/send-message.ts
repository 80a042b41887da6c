import type { Fault } from "../faults.ts";
import { describeCall } from "../graph/describe-call.ts";
import { detailsOf, GraphError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { asObject, asText } from "../json.ts";
import { checkMediaId } from "../media/media-store.ts";
import type { OutboundMessage, PhoneNumber } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { reportSent, startDelivery } from "../statuses/statuses.ts";
import { addMessage } from "../store.ts";
import { checkPermission, checkSender } from "./check-sender.ts";
import { decideFailure } from "./decide-fate.ts";
import { takePacing } from "./pace-template.ts";
import { optionalText } from "./require.ts";
import type { Recipient } from "./resolve-recipient.ts";
import { resolveRecipient } from "./resolve-recipient.ts";
import { freeTextTypes, validateContent } from "./validate-content.ts";
import { validateTemplate } from "./validate-template.ts";

/** Takes a message as `POST /{phone}/messages` does: checks it at once, delivers it by and by (§2). */
export async function sendMessage(
  simulator: Simulator,
  phoneNumber: PhoneNumber,
  body: JsonObject,
): Promise<{ message: OutboundMessage; answer: JsonObject }> {
  const { faults } = simulator;
  const subject = describeCall(simulator.store, phoneNumber, body);
  const type = asText(body.type) ?? "text";
  if (type !== "template" && !freeTextTypes.has(type)) {
    throw new GraphError(131051, `Message type ${type} is not supported.`);
  }
  checkSender(simulator, phoneNumber);
  const callbackData = optionalText(body, "biz_opaque_callback_data", "biz_opaque_callback_data", 512);
  const recipient = resolveRecipient(simulator, phoneNumber, body);
  checkPermission(simulator, phoneNumber, recipient.customer, type);
  const checkMedia = (id: string) => checkMediaId(simulator, id);
  const template =
    type === "template"
      ? validateTemplate({
          body,
          templates: [...simulator.store.templates.values()].filter(
            (candidate) => candidate.wabaId === phoneNumber.wabaId,
          ),
          isAddressedByBsuid: recipient.addressedBy === "recipient",
          checkMedia,
          now: simulator.clock.now(),
        })
      : null;
  if (!template) {
    validateContent(type, body, checkMedia);
  }
  checkContext(simulator, recipient, body);
  refuseByFault(faults.take("refuse", subject));
  const limit = simulator.limiter.take(phoneNumber.id, recipient.customer.key);
  if (limit !== null) {
    throw new GraphError(limit, detailsOf(limit));
  }
  const message: OutboundMessage = {
    direction: "out",
    id: simulator.ids.wamid(recipient.customer.waId ?? recipient.customer.bsuid, "out"),
    phoneNumberId: phoneNumber.id,
    customerKey: recipient.customer.key,
    addressedBy: recipient.addressedBy,
    acceptedAt: simulator.clock.now(),
    type,
    content: body,
    template,
    callbackData,
    fate: { failsWith: null, skipsDelivered: false, isHeld: false },
    status: "accepted",
    hasReached: false,
    isSeen: false,
    linkedMediaId: null,
    reaction: null,
    edited: null,
    isRevoked: false,
  };
  const failure = decideFailure(simulator, recipient.customer, message);
  if (failure && isToldAtOnce(simulator, failure.code)) {
    throw new GraphError(failure.code, failure.details);
  }
  const ordered = faults.take("fail-status", subject);
  const orderedCode = ordered?.code ?? 131026;
  message.fate = {
    failsWith: ordered ? { code: orderedCode, details: ordered.details ?? detailsOf(orderedCode) } : failure,
    isHeld: faults.take("hold", subject) !== null || takePacing(simulator, message),
    skipsDelivered: faults.take("read-without-delivered", subject) !== null,
  };
  addMessage(simulator.store, message);
  applyReaction(simulator, message);
  simulator.typing.delete(`${phoneNumber.id}|${recipient.customer.key}`);
  simulator.changes.notify();
  if (!message.fate.failsWith && !message.fate.isHeld && faults.take("status-before-answer", subject)) {
    await reportSent(simulator, message);
  } else {
    startDelivery(simulator, message);
  }
  return { message, answer: writeAnswer(recipient, message) };
}

/** Whether a failure comes in the answer instead of by a status. */
function isToldAtOnce({ settings }: Simulator, code: number): boolean {
  const { messagingLimitRefusal, windowRefusal } = settings;
  const isLimit = code === messagingLimitRefusal.code && messagingLimitRefusal.in === "answer";
  return isLimit || (code === 131047 && windowRefusal === "answer");
}

function writeAnswer({ customer, input, addressedBy }: Recipient, message: OutboundMessage): JsonObject {
  const contact =
    addressedBy === "recipient" ? { input, user_id: customer.bsuid } : { input, wa_id: customer.waId ?? "" };
  const status = message.fate.isHeld ? "held_for_quality_assessment" : "accepted";
  return {
    messaging_product: "whatsapp",
    contacts: [contact],
    messages: [{ id: message.id, ...(message.template ? { message_status: status } : {}) }],
  };
}

function checkContext(simulator: Simulator, { customer }: Recipient, body: JsonObject): void {
  const quoted = asText(asObject(body.context)?.message_id);
  if (quoted !== null && simulator.store.messages.get(quoted)?.customerKey !== customer.key) {
    throw new GraphError(131009, "context.message_id is not a message of this conversation.");
  }
}

/** Puts the business's reaction on the message, or takes it off. */
function applyReaction(simulator: Simulator, message: OutboundMessage): void {
  const reaction = asObject(message.content.reaction);
  const target = simulator.store.messages.get(asText(reaction?.message_id) ?? "");
  if (message.type === "reaction" && !message.fate.failsWith && target?.direction === "in") {
    target.reaction = asText(reaction?.emoji) || null;
  }
}

function refuseByFault(fault: Fault | null): void {
  if (fault) {
    const code = fault.code ?? 131000;
    throw new GraphError(code, fault.details ?? detailsOf(code));
  }
}
