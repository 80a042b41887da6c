import { detailsOf, GraphError, titleOf } from "../graph/graph-error.ts";
import type { GraphRequest } from "../graph/graph-request.ts";
import { requireBody } from "../graph/graph-request.ts";
import type { JsonObject } from "../json.ts";
import { asObjects, asText } from "../json.ts";
import { readRecipient } from "../messages/phone-numbers.ts";
import type { Customer, PhoneNumber } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { isWindowOpen } from "../statuses/window-engine.ts";
import { findCustomer, findPair, getPair, getRecord } from "../store.ts";

const mostBlocked = 64_000;

/** Blocks people, lets them in again, or lists them: `/{phone}/block_users` (§2.5). */
export function answerBlockUsers(
  simulator: Simulator,
  phoneNumber: PhoneNumber,
  request: GraphRequest,
): JsonObject {
  if (request.method === "GET") {
    return listBlocked(simulator, phoneNumber);
  }
  const body = requireBody(request.body);
  const users = asObjects(body.block_users);
  if (body.messaging_product !== "whatsapp" || users.length === 0) {
    throw new GraphError(100, "messaging_product and block_users are required.");
  }
  const done: JsonObject[] = [];
  const failed: JsonObject[] = [];
  for (const user of users) {
    const input = asText(user.user) ?? asText(user.user_id) ?? "";
    const customer = findCustomer(simulator.store, readRecipient(input, phoneNumber.callingCode) ?? input);
    const code = request.method === "POST" ? findObstacle(simulator, phoneNumber, customer) : null;
    if (!customer || code !== null) {
      failed.push({ input, errors: [writeError(code ?? 139103)] });
      continue;
    }
    getPair(simulator.store, phoneNumber.id, customer.key).isBlocked = request.method === "POST";
    done.push({
      input,
      ...(customer.waId === null ? { user_id: customer.bsuid } : { wa_id: customer.waId }),
    });
  }
  simulator.changes.notify();
  const list = request.method === "POST" ? "added_users" : "removed_users";
  return {
    messaging_product: "whatsapp",
    block_users: { [list]: done, ...(failed.length === 0 ? {} : { failed_users: failed }) },
  };
}

/** Only somebody who wrote within 24 h can be blocked, and 64,000 in all. */
function findObstacle(
  simulator: Simulator,
  phoneNumber: PhoneNumber,
  customer: Customer | null,
): number | null {
  if (!customer) {
    return 139103;
  }
  const pair = findPair(simulator.store, phoneNumber.id, customer.key);
  if (!isWindowOpen(pair, simulator.clock.now())) {
    return 139101;
  }
  return blockedOf(simulator, phoneNumber).length >= mostBlocked ? 139102 : null;
}

function listBlocked(simulator: Simulator, phoneNumber: PhoneNumber): JsonObject {
  return {
    data: blockedOf(simulator, phoneNumber).map((customer) => ({
      messaging_product: "whatsapp",
      ...(customer.waId === null ? { user_id: customer.bsuid } : { wa_id: customer.waId }),
    })),
  };
}

function blockedOf({ store }: Simulator, phoneNumber: PhoneNumber): Customer[] {
  return [...store.pairs.values()]
    .filter((pair) => pair.phoneNumberId === phoneNumber.id && pair.isBlocked)
    .map((pair) => getRecord(store.customers, pair.customerKey));
}

function writeError(code: number): JsonObject {
  return { message: titleOf(code), code, error_data: { details: detailsOf(code) } };
}
