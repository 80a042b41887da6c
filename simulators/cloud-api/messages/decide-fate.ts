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
  const problem = fileProblem(simulator, message);
  return problem ? fail(131053, problem) : null;
}

/** Why the file of the message, or of its template's header, can't be shown as what it is sent as. */
function fileProblem(simulator: Simulator, message: OutboundMessage): string | null {
  const header = message.template?.rendered.header;
  const type = header ? header.format.toLowerCase() : message.type;
  const node = header ? header.media : asObject(message.content[message.type]);
  const media = simulator.store.media.get(asText(node?.id) ?? "");
  return media ? findMediaProblem(type, { mimeType: media.mimeType, size: media.bytes.length }) : null;
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
