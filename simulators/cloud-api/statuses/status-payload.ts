import { webhookError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import type { Customer, OutboundMessage, PhoneNumber } from "../model.ts";
import { contactOf, messagesValue, seconds, showsBsuid } from "./metadata.ts";

/** What a status webhook tells. */
export type StatusFacts = {
  phoneNumber: PhoneNumber;
  customer: Customer;
  message: OutboundMessage;
  status: "sent" | "delivered" | "read" | "played" | "failed";
  at: number;
  pricing: JsonObject | null;
  conversation: JsonObject | null;
  failure: { code: number; details: string } | null;
};

/** The value of a status webhook (whatsapp-platform §4.5). */
export function writeStatus(facts: StatusFacts): JsonObject {
  const { customer, message, at } = facts;
  const isNamed = showsBsuid(customer, at);
  const hasContacts = isNamed && facts.status !== "failed";
  const shownWaId = message.addressedBy === "to" ? customer.waId : null;
  return messagesValue(facts.phoneNumber, {
    ...(hasContacts ? { contacts: [contactOf(customer, at)] } : {}),
    statuses: [
      {
        id: message.id,
        status: facts.status,
        timestamp: seconds(at),
        ...(shownWaId === null ? {} : { recipient_id: shownWaId }),
        ...(isNamed ? { recipient_user_id: customer.bsuid } : {}),
        ...(message.callbackData === null ? {} : { biz_opaque_callback_data: message.callbackData }),
        ...(facts.conversation ? { conversation: facts.conversation } : {}),
        ...(facts.pricing ? { pricing: facts.pricing } : {}),
        ...(facts.failure ? { errors: [webhookError(facts.failure.code, facts.failure.details)] } : {}),
      },
    ],
  });
}
