import { webhookError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { asObject, asText } from "../json.ts";
import { completeMedia } from "../media/inbound-media.ts";
import type { Customer, InboundMessage, PhoneNumber } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { contactOf, messagesValue, seconds, showsBsuid } from "../statuses/metadata.ts";
import { opensWindow, openWindow } from "../statuses/window-engine.ts";
import { addMessage, findPair, getPair, getRecord } from "../store.ts";
import { applyEdit } from "./apply-edit.ts";

/** The customer writes: opens the window, files the message and tells the business by webhook (§4.3). */
export function receiveMessage(
  simulator: Simulator,
  input: { customer: Customer; phoneNumber: PhoneNumber; message: JsonObject; sentAt: number },
): InboundMessage {
  const { store } = simulator;
  const { customer, phoneNumber } = input;
  const type = asText(input.message.type) ?? "text";
  const sentAt = Math.floor(input.sentAt / 1000) * 1000;
  const id = asText(input.message.id) ?? simulator.ids.wamid(customer.waId ?? customer.bsuid, "in");
  const message: InboundMessage = {
    direction: "in",
    id,
    phoneNumberId: phoneNumber.id,
    customerKey: customer.key,
    sentAt,
    type,
    content: {
      ...(customer.waId === null ? {} : { from: customer.waId }),
      ...(showsBsuid(customer, sentAt) ? { from_user_id: customer.bsuid } : {}),
      id,
      timestamp: seconds(sentAt),
      type,
      ...completeContent(simulator, phoneNumber, input.message, type),
    },
    webhook: "pending",
    readAt: null,
    reaction: null,
    edited: null,
    isRevoked: false,
  };
  addMessage(store, message);
  const pair = getPair(store, phoneNumber.id, customer.key);
  const emoji = asText(asObject(input.message.reaction)?.emoji);
  if (!pair.isBlocked && opensWindow(type, type === "reaction" && !emoji)) {
    openWindow(pair, sentAt);
  }
  if (asObject(input.message.referral)) {
    pair.referralAt = sentAt;
  }
  applyEdit(simulator, message, customer.key);
  const target = store.messages.get(asText(asObject(input.message.reaction)?.message_id) ?? "");
  if (type === "reaction" && target?.direction === "out") {
    target.reaction = emoji || null;
  }
  simulator.changes.notify();
  announceMessage(simulator, message, customer);
  return message;
}

/** Hands a customer's message to the business; the ticks on her phone follow. */
export function announceMessage(simulator: Simulator, message: InboundMessage, customer: Customer): void {
  const phoneNumber = getRecord(simulator.store.phoneNumbers, message.phoneNumberId);
  const isBlocked = findPair(simulator.store, phoneNumber.id, customer.key)?.isBlocked === true;
  if (isBlocked || !getRecord(simulator.store.wabas, phoneNumber.wabaId).isSubscribed) {
    message.webhook = "given-up";
    return;
  }
  const contacts = message.type === "system" ? {} : { contacts: [contactOf(customer, message.sentAt)] };
  // A message that Meta could not take apart comes with errors beside it (§4.3, §4.6).
  const { valueErrors, ...content } = message.content;
  const errors = valueErrors === undefined ? {} : { errors: valueErrors };
  const text = asText(asObject(message.content.text)?.body);
  const taken = simulator.webhooks.send({
    wabaId: phoneNumber.wabaId,
    field: "messages",
    time: null,
    lane: `${phoneNumber.id}|${customer.key}`,
    value: messagesValue(phoneNumber, { ...contacts, messages: [content], ...errors }),
    subject: {
      webhook: "message",
      field: "messages",
      messageId: message.id,
      phoneNumberId: phoneNumber.id,
      to: customer.waId ?? customer.bsuid,
      type: message.type,
      ...(text === null ? {} : { text }),
    },
  });
  simulator.scheduler.track(
    taken.then((isTaken) => {
      message.webhook = isTaken ? "delivered" : "given-up";
      simulator.changes.notify();
    }),
  );
}

/** What the message says, with the parts that WhatsApp adds by itself. */
function completeContent(
  simulator: Simulator,
  phoneNumber: PhoneNumber,
  message: JsonObject,
  type: string,
): JsonObject {
  const { id: _id, timestamp: _timestamp, from: _from, from_user_id: _userId, ...content } = message;
  const quotedId = asText(asObject(message.context)?.id);
  const quoted = quotedId === null ? undefined : simulator.store.messages.get(quotedId);
  const author = quoted?.direction === "in" ? asText(quoted.content.from) : phoneNumber.digits;
  const isUnsupported = type === "unsupported" && content.errors === undefined;
  return {
    ...content,
    ...(quotedId === null
      ? {}
      : { context: { ...(author === null ? {} : { from: author }), ...asObject(message.context) } }),
    ...completeMedia(simulator, message, type),
    ...(isUnsupported ? { errors: [webhookError(131051, "Message type is not currently supported")] } : {}),
  };
}
