import { takeReach } from "../accounts/messaging-limit.ts";
import { detailsOf } from "../graph/graph-error.ts";
import { asObject, asText } from "../json.ts";
import { findMediaProblem } from "../media/media-rules.ts";
import { findStickerProblem, findVoiceProblem } from "../media/sound-and-stickers.ts";
import type { Customer, OutboundMessage } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { forecastPricing } from "../statuses/price-status.ts";
import { isWindowOpen } from "../statuses/window-engine.ts";
import { getPair, getRecord } from "../store.ts";

const dayMs = 24 * 3_600_000;
const reactionReachMs = 30 * dayMs;

/** The code with which an accepted message will fail, or null when it will be delivered. */
export function decideFailure(
  simulator: Simulator,
  customer: Customer,
  message: OutboundMessage,
): { code: number; details: string } | null {
  const fail = (code: number, details = detailsOf(code)) => ({ code, details });
  const pair = getPair(simulator.store, message.phoneNumberId, customer.key);
  const isOpen = isWindowOpen(pair, message.acceptedAt);
  if (!customer.isOnWhatsApp || customer.hasBlocked || pair.isBlocked) {
    return fail(131026);
  }
  const expectedHash = asText(message.content.recipient_identity_key_hash);
  if (expectedHash !== null && expectedHash !== customer.identityHash) {
    return fail(137000);
  }
  if (message.template === null && !isOpen) {
    return fail(131047);
  }
  if (message.template?.category === "marketing" && customer.stoppedMarketing) {
    return fail(131050);
  }
  if (message.template?.category === "marketing" && !isOpen && isCapped(simulator, message)) {
    return fail(131049);
  }
  const unpaid = findUnpaid(simulator, message);
  if (unpaid) {
    return fail(131042);
  }
  if (message.template && !isOpen && !takeReach(simulator, customer.key, message.acceptedAt)) {
    return fail(simulator.settings.messagingLimitRefusal.code);
  }
  if (message.type === "reaction" && !canReact(simulator, customer, message)) {
    return fail(131009, "reaction.message_id is not a message of this conversation of the last 30 days");
  }
  const problem = fileProblem(simulator, message);
  return problem ? fail(131053, problem) : null;
}

/** Whether the customer had her share of marketing within 24 h (§7.4); answers in an open window don't count. */
function isCapped(simulator: Simulator, message: OutboundMessage): boolean {
  const { settings, store } = simulator;
  if (settings.marketingCap === null) {
    return false;
  }
  const had = [...store.messages.values()].filter(
    (other) =>
      other.direction === "out" &&
      other.customerKey === message.customerKey &&
      other.template?.category === "marketing" &&
      other.status !== "failed" &&
      message.acceptedAt - other.acceptedAt < dayMs,
  );
  return had.length >= settings.marketingCap;
}

/** Whether the account has no payment method and the message would cost something (§1.5). */
function findUnpaid(simulator: Simulator, message: OutboundMessage): boolean {
  const { store, settings } = simulator;
  const { wabaId } = getRecord(store.phoneNumbers, message.phoneNumberId);
  if (getRecord(store.wabas, wabaId).hasPaymentMethod) {
    return false;
  }
  return settings.unpaidStops === "everything" || forecastPricing(simulator, message).billable === true;
}

/** Why the file of the message, or of its template's header, can't be shown as what it is sent as. */
function fileProblem(simulator: Simulator, message: OutboundMessage): string | null {
  const header = message.template?.rendered.header;
  const type = header ? header.format.toLowerCase() : message.type;
  const node = header ? header.media : asObject(message.content[message.type]);
  const media = simulator.store.media.get(asText(node?.id) ?? "");
  if (!media) {
    return null;
  }
  const problem = findMediaProblem(type, { mimeType: media.mimeType, size: media.bytes.length });
  const isVoice = type === "audio" && node?.voice === true;
  return (
    problem ??
    (type === "sticker" ? findStickerProblem(media.bytes) : null) ??
    (isVoice ? findVoiceProblem(media.bytes) : null)
  );
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
