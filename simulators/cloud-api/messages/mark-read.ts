import { missingObject } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { asObject, asText } from "../json.ts";
import type { PhoneNumber } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { getPair, threadOf } from "../store.ts";
import { requireValid } from "./require.ts";

const typingMs = 25_000;
const reachMs = 30 * 24 * 3_600_000;

/** Marks a customer's message and all earlier ones as read, with a typing bubble on request (§2.4). */
export function markRead(simulator: Simulator, phoneNumber: PhoneNumber, body: JsonObject): void {
  requireValid(body.status === "read", "status must be read.");
  const id = asText(body.message_id) ?? "";
  const message = simulator.store.messages.get(id);
  const now = simulator.clock.now();
  if (message?.direction !== "in" || message.phoneNumberId !== phoneNumber.id) {
    throw missingObject(id, "post");
  }
  requireValid(now - message.sentAt <= reachMs, "message_id is older than 30 days.");
  const pair = getPair(simulator.store, phoneNumber.id, message.customerKey);
  for (const earlier of threadOf(simulator.store, pair)) {
    if (earlier.direction === "in" && earlier.sentAt <= message.sentAt) {
      earlier.readAt ??= now;
    }
  }
  if (asObject(body.typing_indicator)?.type === "text") {
    const pairId = `${phoneNumber.id}|${message.customerKey}`;
    simulator.typing.set(pairId, Date.now() + typingMs);
  }
  simulator.changes.notify();
}
