import type { FaultSubject } from "../faults.ts";
import type { JsonObject } from "../json.ts";
import { asObject, asText } from "../json.ts";
import { readRecipient } from "../messages/phone-numbers.ts";
import type { PhoneNumber } from "../model.ts";
import type { Store } from "../store.ts";
import { findCustomer } from "../store.ts";

/** What faults are compared with for a call of `POST /{phone}/messages`. */
export function describeCall(store: Store, phoneNumber: PhoneNumber, body: JsonObject): FaultSubject {
  const dialled = readRecipient(asText(body.to) ?? "", phoneNumber.callingCode);
  const address = dialled ?? asText(body.recipient) ?? "";
  const customer = findCustomer(store, address);
  const text = asText(asObject(body.text)?.body);
  const template = asText(asObject(body.template)?.name);
  const callbackData = asText(body.biz_opaque_callback_data);
  return {
    to: customer?.waId ?? customer?.bsuid ?? address,
    phoneNumberId: phoneNumber.id,
    type: asText(body.status) ?? asText(body.type) ?? "text",
    ...(text === null ? {} : { text }),
    ...(template === null ? {} : { template }),
    ...(callbackData === null ? {} : { callbackData }),
  };
}
