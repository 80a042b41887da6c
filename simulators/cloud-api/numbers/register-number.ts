import { GraphError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { asText } from "../json.ts";
import type { PhoneNumber } from "../model.ts";
import type { Simulator } from "../simulator.ts";

const periodMs = 72 * 3_600_000;
const perPeriod = 10;

/** Registers a number with its PIN, which it gets the first time (§7.6). */
export function registerNumber(simulator: Simulator, phoneNumber: PhoneNumber, body: JsonObject): JsonObject {
  if (body.messaging_product !== "whatsapp") {
    throw new GraphError(100, "The parameter messaging_product must be whatsapp.");
  }
  const pin = asText(body.pin) ?? "";
  if (!/^\d{6}$/.test(pin)) {
    throw new GraphError(100, "pin must have six digits.");
  }
  if (!phoneNumber.isCodeVerified) {
    throw new GraphError(133006, "The number has to be verified first.");
  }
  if (phoneNumber.pin !== null && phoneNumber.pin !== pin) {
    throw new GraphError(133005, "The PIN is not the one of the number.");
  }
  countRegistration(simulator, phoneNumber);
  phoneNumber.pin = pin;
  phoneNumber.status = "CONNECTED";
  simulator.changes.notify();
  return { success: true };
}

/** Takes a number off the platform: nothing can be sent from it (133010). */
export function deregisterNumber(simulator: Simulator, phoneNumber: PhoneNumber): JsonObject {
  countRegistration(simulator, phoneNumber);
  phoneNumber.status = "DISCONNECTED";
  simulator.changes.notify();
  return { success: true };
}

/** Sets the PIN of two-step verification: `POST /{phone} {"pin": …}`. */
export function setPin(phoneNumber: PhoneNumber, pin: string): void {
  if (!/^\d{6}$/.test(pin)) {
    throw new GraphError(100, "pin must have six digits.");
  }
  phoneNumber.pin = pin;
}

function countRegistration(simulator: Simulator, phoneNumber: PhoneNumber): void {
  const now = simulator.clock.now();
  const recent = phoneNumber.registeredAt.filter((at) => Math.abs(now - at) < periodMs);
  if (recent.length >= perPeriod) {
    throw new GraphError(133016, `More than ${perPeriod} registrations in 72 hours.`);
  }
  phoneNumber.registeredAt = [...recent, now];
}
