import type { Instant } from "./time.ts";

/** How far a message (or one attempt of it) has come. "expired" is undelivered in time, or never sent: see its failure. */
export type DeliveryStatus =
  | "queued"
  | "sending"
  | "unknown"
  | "held"
  | "sent"
  | "delayed"
  | "expired"
  | "failed"
  | "delivered"
  | "read"
  | "played";

/** Why a message did not arrive, or why it waits, in our words; each adapter maps its provider's codes to these. */
export type FailureReason =
  // the window and the rules of sending
  | "window"
  | "superseded"
  | "taken-back"
  | "undelivered"
  | "lost-answer"
  // the customer
  | "not-on-whatsapp"
  | "phone-needed"
  | "marketing-stopped"
  | "marketing-cap"
  | "experiment"
  | "country-restricted"
  | "recipient-not-allowed"
  | "identity-changed"
  | "own-number"
  | "block-list"
  // the template
  | "template-missing"
  | "template-fields"
  | "template-paused"
  | "template-disabled"
  | "template-held"
  | "template-policy"
  | "template-invalid"
  | "misclassified"
  | "marketing-off"
  // limits
  | "pair-limit"
  | "throughput"
  | "spam-limit"
  // the content
  | "media"
  | "media-download"
  | "unsupported-type"
  | "unavailable"
  | "flow"
  | "call"
  | "group"
  | "text-too-long"
  | "invalid"
  // the account or mailbox of ours
  | "payment"
  | "policy"
  | "account-locked"
  | "account-restricted"
  | "terms"
  | "display-name"
  | "token"
  | "permission"
  | "number-not-registered"
  | "number-deleted"
  | "pin"
  | "maintenance"
  | "history-sync"
  | "mailbox-login"
  // the road
  | "connection"
  | "provider-down"
  // mail
  | "mailbox-refused"
  | "mailbox-full"
  | "mailbox-unknown"
  | "mail-delayed"
  | "mail-refused"
  | "unknown";

/** A reason in our words, with the provider's own code and text kept as they came. */
export type Failure = { reason: FailureReason; code: string | null; detail: string | null };

/** One call to a provider and all that was heard of it (L4). Times nobody reported stay null (L3). */
export type AttemptState = {
  status: DeliveryStatus;
  /** Why the attempt is unknown, held, delayed, expired or failed; null in every other status. */
  failure: Failure | null;
  /** The error of a `failed` that came although the customer got the message (L2). */
  remark: Failure | null;
  attemptAt: Instant | null;
  acceptedAt: Instant | null;
  sentAt: Instant | null;
  deliveredAt: Instant | null;
  readAt: Instant | null;
  playedAt: Instant | null;
  failedAt: Instant | null;
  heldAt: Instant | null;
};

/** What somebody says about an attempt. Words that we do not know (`deleted`, `warning`, future ones) change nothing (L4). */
export type StatusReport = { status: string; at: Instant; failure?: Failure };

const ranks: Record<DeliveryStatus, number> = {
  queued: 0,
  sending: 1,
  unknown: 2,
  held: 3,
  sent: 4,
  delayed: 5,
  expired: 6,
  failed: 7,
  delivered: 8,
  read: 9,
  played: 10,
};

/** The place of a status in the total order: of two reports the higher one is the truth. */
export function rankOf(status: DeliveryStatus): number {
  return ranks[status];
}

/** Whether a provider's word is a status that we know. */
export function isDeliveryStatus(word: string): word is DeliveryStatus {
  return Object.hasOwn(ranks, word);
}

/** Whether the customer got it: read implies delivered, played implies read (L3). */
export function hasReached(status: DeliveryStatus): boolean {
  return rankOf(status) >= ranks.delivered;
}

/** Whether the customer saw it: played implies read (L3). */
export function hasBeenRead(status: DeliveryStatus): boolean {
  return rankOf(status) >= ranks.read;
}

/** Whether nothing more is waited for. A later report may still raise it (L2). Reactions never get past `sent`. */
export function isFinal(status: DeliveryStatus, isReaction = false): boolean {
  return rankOf(status) >= ranks.expired || (isReaction && status === "sent");
}

/** When the message reached the customer: the earliest of delivered, read and played that exist; else null. */
export function reachedAt(state: AttemptState): Instant | null {
  const times = [state.deliveredAt, state.readAt, state.playedAt].filter((time) => time !== null);
  return times.length === 0 ? null : Math.min(...times);
}

/** An attempt whose row is committed and whose call is about to be made. */
export function startAttempt(attemptAt: Instant): AttemptState {
  return { ...plannedAttempt, status: "sending", attemptAt };
}

/** A message without any call yet, or waiting for the next one (L5). */
export const plannedAttempt: AttemptState = {
  status: "queued",
  failure: null,
  remark: null,
  attemptAt: null,
  acceptedAt: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  playedAt: null,
  failedAt: null,
  heldAt: null,
};

/** L1: the window closed while the message was queued. No call exists, so a status for it is an alarm, not a state. */
export function isExpiredUnsent(state: AttemptState): boolean {
  return state.status === "expired" && state.failure?.reason === "window";
}
