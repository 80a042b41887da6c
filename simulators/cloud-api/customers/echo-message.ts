import type { JsonObject } from "../json.ts";
import { asObject, asText } from "../json.ts";
import { completeMedia } from "../media/inbound-media.ts";
import type { Customer, OutboundMessage, PhoneNumber } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { messagesValue, seconds, showsBsuid } from "../statuses/metadata.ts";
import { addMessage } from "../store.ts";
import { applyEdit } from "./apply-edit.ts";

/** Somebody of the business writes in the WhatsApp Business app of a number that is shared with it (§4.8). */
export function echoMessage(
  simulator: Simulator,
  input: { customer: Customer; phoneNumber: PhoneNumber; message: JsonObject; sentAt: number },
): OutboundMessage {
  const { customer, phoneNumber, sentAt } = input;
  const { id: givenId, ...content } = input.message;
  const type = asText(content.type) ?? "text";
  const id = asText(givenId) ?? simulator.ids.wamid(customer.waId ?? customer.bsuid, "out");
  const echoed: JsonObject = { ...content, type, ...completeMedia(simulator, content, type) };
  const message: OutboundMessage = {
    direction: "out",
    id,
    phoneNumberId: phoneNumber.id,
    customerKey: customer.key,
    addressedBy: customer.waId === null ? "recipient" : "to",
    acceptedAt: sentAt,
    type,
    content: echoed,
    template: null,
    callbackData: null,
    fate: { failsWith: null, skipsDelivered: false, isHeld: false },
    status: "delivered",
    hasReached: true,
    isSeen: false,
    linkedMediaId: null,
    reaction: null,
    edited: null,
    isRevoked: false,
  };
  addMessage(simulator.store, message);
  applyEdit(simulator, message, customer.key);
  const target = simulator.store.messages.get(asText(asObject(echoed.reaction)?.message_id) ?? "");
  if (type === "reaction" && target?.direction === "in") {
    target.reaction = asText(asObject(echoed.reaction)?.emoji) || null;
  }
  simulator.changes.notify();
  const sent = simulator.webhooks.send({
    wabaId: phoneNumber.wabaId,
    field: "smb_message_echoes",
    time: null,
    lane: `${phoneNumber.id}|${customer.key}`,
    subject: { webhook: "other", field: "smb_message_echoes", phoneNumberId: phoneNumber.id, messageId: id },
    value: messagesValue(phoneNumber, {
      message_echoes: [
        {
          from: phoneNumber.digits,
          ...(customer.waId === null ? {} : { to: customer.waId }),
          ...(showsBsuid(customer, sentAt) ? { to_user_id: customer.bsuid } : {}),
          id,
          timestamp: seconds(sentAt),
          ...echoed,
        },
      ],
    }),
  });
  simulator.scheduler.track(sent);
  return message;
}
