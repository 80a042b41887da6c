import { detailsOf, GraphError } from "../graph/graph-error.ts";
import type { Customer, PhoneNumber } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { isWindowOpen } from "../statuses/window-engine.ts";
import { findPair, getRecord } from "../store.ts";

const unregistered = new Set(["DISCONNECTED", "PENDING", "UNVERIFIED", "DELETED", "MIGRATED"]);

/** Refuses a number or account that can't send at all: not registered, locked (§5.2). */
export function checkSender(simulator: Simulator, phoneNumber: PhoneNumber): void {
  if (unregistered.has(phoneNumber.status)) {
    throw new GraphError(133010, "The number is not registered on the Cloud API.");
  }
  const waba = getRecord(simulator.store.wabas, phoneNumber.wabaId);
  if (waba.isLocked || phoneNumber.status === "BANNED" || phoneNumber.status === "RESTRICTED") {
    throw new GraphError(131031, detailsOf(131031));
  }
}

/** Refuses somebody whom this number may not write to: not on a test number's list, or by a restriction (§4.8). */
export function checkPermission(
  simulator: Simulator,
  phoneNumber: PhoneNumber,
  customer: Customer,
  type: string,
): void {
  const allowed = phoneNumber.allowedRecipients;
  if (allowed !== null && !allowed.includes(customer.waId ?? customer.bsuid)) {
    throw new GraphError(131030, "The recipient is not in the list of allowed numbers.");
  }
  const { restrictions } = getRecord(simulator.store.wabas, phoneNumber.wabaId);
  if (restrictions.length === 0) {
    return;
  }
  const pair = findPair(simulator.store, phoneNumber.id, customer.key);
  const isAnswer = type !== "template" || isWindowOpen(pair, simulator.clock.now());
  const restriction = isAnswer
    ? "RESTRICTED_CUSTOMER_INITIATED_MESSAGING"
    : "RESTRICTED_BIZ_INITIATED_MESSAGING";
  if (restrictions.includes(restriction)) {
    throw new GraphError(368, `The account is restricted: ${restriction}.`);
  }
}
