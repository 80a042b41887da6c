import type { InboundFact, ReportedPricing } from "#channels/channel.ts";
import type { StatusReport } from "#domain/delivery-status.ts";
import type { Instant } from "#domain/time.ts";
import type { Change } from "./change.ts";
import { findRule } from "./errors.ts";
import {
  listOf,
  looseFlag,
  looseId,
  looseNode,
  looseObject,
  looseText,
  looseTime,
  type Node,
} from "./loose.ts";
import { readFailure } from "./read-failure.ts";
import { personIdOf, readParty } from "./read-party.ts";

const statusShape = looseObject({
  id: looseId,
  status: looseId,
  timestamp: looseTime,
  recipient_id: looseId,
  recipient_user_id: looseId,
  recipient_type: looseText,
  biz_opaque_callback_data: looseId,
  pricing: looseNode,
  conversation: looseNode,
});
const pricingShape = looseObject({
  pricing_model: looseText,
  type: looseText,
  pricing_type: looseText,
  category: looseText,
  billable: looseFlag,
});
const conversationShape = looseObject({ expiration_timestamp: looseTime, origin: looseNode });
const originShape = looseObject({ type: looseText });

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const freeEntryCategory = "referral_conversion";

/** What became of a message of ours. Without an id, a status or a time there is nothing to join it with: `unfiled`. */
export function readStatus(change: Change, raw: Node): InboundFact {
  const status = statusShape.parse(raw);
  const { channelRef, value } = change;
  const at = status.timestamp ?? change.at;
  if (channelRef === null || status.id === null || status.status === null || at === null) {
    return { type: "unfiled", channelRef, what: "status-unreadable" };
  }
  const report = readReport(status.status, at, raw);
  const isRetryable = findRule(report.failure?.code ?? null).retryable;
  const isGroup = status.recipient_type === "group";
  const pricing = readPricing(status.pricing);
  return {
    type: "status",
    channelRef,
    providerId: status.id,
    attemptId: readAttemptId(status.biz_opaque_callback_data),
    report,
    pricing,
    freeEntryUntil: readFreeEntry(status.conversation, pricing),
    recipient: readParty(isGroup ? {} : value, {
      waId: isGroup ? null : personIdOf(status.recipient_id),
      bsuid: status.recipient_user_id,
    }),
    ...(report.status === "failed" && isRetryable && { retryable: true }),
  };
}

/** Other programs on the same account echo words of their own: only a UUID can be an attempt of ours. */
function readAttemptId(data: string | null): string | null {
  return data !== null && uuidForm.test(data) ? data.toLowerCase() : null;
}

function readReport(status: string, at: Instant, raw: Node): StatusReport {
  const [error] = listOf(raw, "errors");
  if (error !== undefined) {
    return { status, at, failure: readFailure(error) };
  }
  return status === "failed"
    ? { status, at, failure: { reason: "unknown", code: null, detail: null } }
    : { status, at };
}

/** Meta prints one category with a hyphen and some payloads name the type `pricing_type` (§1.8). */
function readPricing(raw: Node | null): ReportedPricing | null {
  if (raw === null) {
    return null;
  }
  const pricing = pricingShape.parse(raw);
  return {
    model: pricing.pricing_model,
    type: pricing.type ?? pricing.pricing_type,
    category: pricing.category?.replaceAll("-", "_") ?? null,
    billable: pricing.billable,
  };
}

/** Only a free entry window has an end worth keeping: up to v23 every conversation of a message carries one (§1.6). */
function readFreeEntry(raw: Node | null, pricing: ReportedPricing | null): Instant | null {
  if (raw === null) {
    return null;
  }
  const conversation = conversationShape.parse(raw);
  const origin = originShape.parse(conversation.origin ?? {});
  const isFreeEntry =
    origin.type === freeEntryCategory ||
    pricing?.category === freeEntryCategory ||
    pricing?.type === "free_entry_point";
  return isFreeEntry ? conversation.expiration_timestamp : null;
}
