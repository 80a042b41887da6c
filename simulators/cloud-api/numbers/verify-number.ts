import { GraphError } from "../graph/graph-error.ts";
import type { GraphRequest } from "../graph/graph-request.ts";
import { requireFields } from "../graph/graph-request.ts";
import type { JsonObject } from "../json.ts";
import type { PhoneNumber, Waba } from "../model.ts";
import { readPhoneNumber } from "../seed-store.ts";
import type { Simulator } from "../simulator.ts";

const hourMs = 3_600_000;
const codesPerHour = 5;

/** Adds a number to an account: `POST /{WABA}/phone_numbers` (§7.6). It has to be verified and registered. */
export function addNumber(simulator: Simulator, waba: Waba, request: GraphRequest): JsonObject {
  const { store } = simulator;
  const fields = requireFields(request);
  const callingCode = fields.get("cc") ?? "";
  const local = (fields.get("phone_number") ?? "").replace(/\D/g, "");
  const verifiedName = fields.get("verified_name") ?? "";
  if (!/^\d{1,4}$/.test(callingCode) || local === "" || verifiedName === "") {
    throw new GraphError(100, "cc, phone_number and verified_name are required.");
  }
  if (waba.restrictions.includes("RESTRICTED_ADD_PHONE_NUMBER_ACTION")) {
    throw new GraphError(368, "The account is restricted: RESTRICTED_ADD_PHONE_NUMBER_ACTION.");
  }
  const most = waba.isVerified ? 20 : 2;
  if (store.phoneNumbers.size >= most) {
    throw new GraphError(100, `A business has at most ${most} numbers.`);
  }
  const digits = `${callingCode}${local}`;
  if ([...store.phoneNumbers.values()].some((phoneNumber) => phoneNumber.digits === digits)) {
    throw new GraphError(100, "The number is in use already.");
  }
  const id = simulator.ids.digits("phone-number");
  const phoneNumber = readPhoneNumber(waba.id, { id, displayPhoneNumber: `+${digits}`, verifiedName });
  phoneNumber.status = "UNVERIFIED";
  phoneNumber.nameStatus = "PENDING";
  phoneNumber.isCodeVerified = false;
  phoneNumber.qualityRating = "UNKNOWN";
  store.phoneNumbers.set(id, phoneNumber);
  simulator.changes.notify();
  return { id };
}

/** "Sends" a code of six digits by SMS or call; `GET /control/phone-numbers` tells it. */
export function requestCode(
  simulator: Simulator,
  phoneNumber: PhoneNumber,
  request: GraphRequest,
): JsonObject {
  const fields = requireFields(request);
  if (!["SMS", "VOICE"].includes((fields.get("code_method") ?? "").toUpperCase())) {
    throw new GraphError(100, "code_method must be SMS or VOICE.");
  }
  if (!fields.get("language")) {
    throw new GraphError(100, "language is required.");
  }
  const now = simulator.clock.now();
  const recent = phoneNumber.codesSentAt.filter((at) => Math.abs(now - at) < hourMs);
  if (recent.length >= codesPerHour) {
    throw new GraphError(136024, "Too many codes were asked for; wait some hours.");
  }
  phoneNumber.codesSentAt = [...recent, now];
  phoneNumber.sentCode = simulator.ids.digits("code").slice(-6);
  simulator.changes.notify();
  return { success: true };
}

/** Checks the code that the business types in. */
export function verifyCode(
  simulator: Simulator,
  phoneNumber: PhoneNumber,
  request: GraphRequest,
): JsonObject {
  const code = (requireFields(request).get("code") ?? "").replace(/\D/g, "");
  if (phoneNumber.sentCode === null || code !== phoneNumber.sentCode) {
    throw new GraphError(100, "The code is not the one that was sent.");
  }
  phoneNumber.sentCode = null;
  phoneNumber.isCodeVerified = true;
  phoneNumber.status = phoneNumber.status === "UNVERIFIED" ? "PENDING" : phoneNumber.status;
  simulator.changes.notify();
  return { success: true };
}
