import { detailsOf } from "../graph/graph-error.ts";
import { asObject, asText } from "../json.ts";
import { findMediaProblem } from "../media/media-rules.ts";
import type { Customer, OutboundMessage } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { isWindowOpen } from "../statuses/window-engine.ts";
import { getPair } from "../store.ts";

const reactionReachMs = 30 * 24 * 3_600_000;

/** The code with which an accepted message will fail, or null when it will be delivered. */
export function decideFailure(
  simulator: Simulator,
  customer: Customer,
  message: OutboundMessage,
): { code: number; details: string } | null {
  const fail = (code: number, details = detailsOf(code)) => ({ code, details });
  const pair = getPair(simulator.store, message.phoneNumberId, customer.key);
  if (!customer.isOnWhatsApp || customer.hasBlocked) {
    return fail(131026);
  }
  if (message.template === null && !isWindowOpen(pair, message.acceptedAt)) {
    return fail(131047);
  }
  if (message.template?.category === "marketing" && customer.stoppedMarketing) {
    return fail(131050);
  }
  if (message.type === "reaction" && !canReact(simulator, customer, message)) {
    return fail(131009, "reaction.message_id is not a message of this conversation of the last 30 days");
  }
  const media = simulator.store.media.get(asText(asObject(message.content[message.type])?.id) ?? "");
  const problem =
    media && findMediaProblem(message.type, { mimeType: media.mimeType, size: media.bytes.length });
  return problem ? fail(131053, problem) : null;
}

function canReact(simulator: Simulator, customer: Customer, message: OutboundMessage): boolean {
  const id = asText(asObject(message.content.reaction)?.message_id) ?? "";
  const target = simulator.store.messages.get(id);
  if (target?.customerKey !== customer.key || target.type === "reaction") {
    return false;
  }
  const madeAt = target.direction === "in" ? target.sentAt : target.acceptedAt;
  return message.acceptedAt - madeAt <= reactionReachMs;
}
