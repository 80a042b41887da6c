import type { Destination } from "#channels/channel.ts";
import { recheckAutoReply } from "#domain/auto-reply.ts";
import { holdOf } from "#domain/channel-alarms.ts";
import { type Restriction, unknownHealth } from "#domain/channel-health.ts";
import { isFreeForm } from "#domain/content.ts";
import type { FailureReason } from "#domain/delivery-status.ts";
import { isWithheld } from "#domain/send-rules.ts";
import type { Instant } from "#domain/time.ts";
import { type WindowRecord, windowStateAt } from "#domain/window.ts";

/** What may have changed since the message was accepted. */
export type SendFacts = {
  kind: string;
  hasWindow: boolean;
  window: WindowRecord | null;
  /** A person tries once more what WhatsApp refused although our clock said open (W9, D7). */
  isRetry: boolean;
  /** Meta's word in lower case; null when the template is gone. Asked of templates only. */
  templateStatus: string | null;
  /** What the provider restricts of the number (§4.8), as it was told last. */
  restrictions: readonly Restriction[];
  /** A template of marketing to a customer who stopped marketing (131050); the category is the one that it has now. */
  isUnwanted: boolean;
  /** R11; null for messages of people. */
  recheck: { isRuleOn: boolean; hasPersonWrittenSince: boolean; inboundSentAt: Instant } | null;
  /** Null: the customer has no address left on this channel. */
  destination: Destination | null;
  needsPhone: boolean;
};

/** Why a queued message may not go after all; null when it may. The last look before its attempt (P5, R11, F14, F29). */
export function findObstacle(facts: SendFacts, now: Instant): FailureReason | null {
  const window = facts.hasWindow ? windowStateAt(facts.window, now) : null;
  if (facts.recheck !== null && recheckAutoReply({ ...facts.recheck, now, window }).kind === "superseded") {
    return "superseded";
  }
  if (isFreeForm(facts.kind) && facts.hasWindow && closingTime(facts, now) <= now) {
    return "window";
  }
  if (facts.kind === "template" && !sendable.has(facts.templateStatus ?? "")) {
    return templateReasons.get(facts.templateStatus ?? "") ?? "template-missing";
  }
  if (isWithheldNow(facts, now)) {
    return "account-restricted";
  }
  if (facts.isUnwanted) {
    return "marketing-stopped";
  }
  if (facts.destination === null) {
    return facts.needsPhone ? "phone-needed" : "invalid";
  }
  return null;
}

/** A restriction that came while the message waited (§4.8): it fails with its reason instead of being tried. */
function isWithheldNow({ kind, window, restrictions }: SendFacts, now: Instant): boolean {
  const hold = restrictions.length === 0 ? null : holdOf({ ...unknownHealth, restrictions }, now);
  const isOpen = windowStateAt(window, now).state === "open";
  return isWithheld(hold, { isOpen, isTemplate: kind === "template" });
}

/** Until when a message may be handed to the provider. It is compared once more right before the call (W10). */
export function closingTime(facts: SendFacts, now: Instant): Instant {
  if (!facts.hasWindow || !isFreeForm(facts.kind)) {
    return Number.POSITIVE_INFINITY;
  }
  const window = windowStateAt(facts.window, now);
  const isRefused = window.state === "closed" && window.closedBy === "provider";
  return window.state === "open" || (isRefused && facts.isRetry) ? (window.closesAt ?? now) : now;
}

/** Flagged ones still pass (§3.3 of the platform's rules); states that nobody knows do not. */
const sendable = new Set(["approved", "flagged"]);

const templateReasons: ReadonlyMap<string, FailureReason> = new Map([
  ["paused", "template-paused"],
  ["disabled", "template-disabled"],
]);
