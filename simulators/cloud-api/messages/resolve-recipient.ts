import { GraphError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { asText } from "../json.ts";
import type { Customer, PhoneNumber } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { addCustomer, findCustomer } from "../store.ts";
import { readRecipient, waIdOf } from "./phone-numbers.ts";

/** Whom a call is addressed to: by number (`to`, which wins) or by BSUID (`recipient`). */
export type Recipient = { customer: Customer; input: string; addressedBy: "to" | "recipient" };

const bsuidPattern = /^[A-Z]{2}\.[0-9A-Za-z.]{1,128}$/;

/** Finds the customer of a call; a number nobody knows becomes a customer, as everyone has a phone. */
export function resolveRecipient(simulator: Simulator, from: PhoneNumber, body: JsonObject): Recipient {
  if (body.recipient_type !== undefined && body.recipient_type !== "individual") {
    throw new GraphError(100, "Param recipient_type must be individual; groups are not simulated.");
  }
  const to = typeof body.to === "number" ? String(body.to) : asText(body.to);
  if (to !== null && to !== "") {
    return { customer: byNumber(simulator, from, to), input: to, addressedBy: "to" };
  }
  const bsuid = asText(body.recipient);
  if (bsuid === null || bsuid === "") {
    throw new GraphError(131008, "The parameter to is required.");
  }
  if (!bsuidPattern.test(bsuid)) {
    throw new GraphError(131009, "recipient is not a business-scoped user id.");
  }
  return { customer: byBsuid(simulator, bsuid), input: bsuid, addressedBy: "recipient" };
}

function byNumber(simulator: Simulator, from: PhoneNumber, to: string): Customer {
  const digits = readRecipient(to, from.callingCode);
  if (digits === null) {
    throw new GraphError(131009, "to is not a phone number.");
  }
  if (digits === from.digits) {
    throw new GraphError(131021, "The sender and the recipient are the same number.");
  }
  const known = findCustomer(simulator.store, digits);
  if (known) {
    return known;
  }
  return addUnknown(simulator, { waId: waIdOf(digits), bsuid: null, name: null });
}

function byBsuid(simulator: Simulator, bsuid: string): Customer {
  const known = findCustomer(simulator.store, bsuid);
  if (known) {
    return known;
  }
  // A BSUID exists only for somebody who met the business: nobody can be reached by an invented one.
  const customer = addUnknown(simulator, { waId: null, bsuid, name: null });
  customer.isOnWhatsApp = false;
  return customer;
}

function addUnknown(
  simulator: Simulator,
  input: { waId: string | null; bsuid: string | null; name: null },
): Customer {
  const customer = addCustomer(simulator.store, input);
  customer.isOnWhatsApp = simulator.settings.unknownRecipients === "create";
  return customer;
}
