import type { JsonObject } from "../json.ts";
import type { Customer, PhoneNumber } from "../model.ts";

/** Since then every webhook carries business-scoped user ids (whatsapp-platform §4.9). */
const bsuidSince = Date.UTC(2026, 3, 1);

/** The head of every value of the `messages` field. */
export function messagesValue(phoneNumber: PhoneNumber, rest: JsonObject): JsonObject {
  return {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: phoneNumber.digits, phone_number_id: phoneNumber.id },
    ...rest,
  };
}

/** Whether a webhook of this moment names the customer by BSUID: always when her number is hidden. */
export function showsBsuid(customer: Customer, now: number): boolean {
  return now >= bsuidSince || customer.waId === null;
}

/** The customer in `contacts[]`. */
export function contactOf(customer: Customer, now: number): JsonObject {
  return {
    profile: {
      ...(customer.name === null ? {} : { name: customer.name }),
      ...(customer.username === null ? {} : { username: customer.username }),
    },
    ...(customer.waId === null ? {} : { wa_id: customer.waId }),
    ...(showsBsuid(customer, now) ? { user_id: customer.bsuid } : {}),
    ...(customer.identityHash === null ? {} : { identity_key_hash: customer.identityHash }),
  };
}

/** An instant as webhooks write it: whole seconds, as text. */
export function seconds(at: number): string {
  return String(Math.floor(at / 1000));
}
