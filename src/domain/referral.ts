import type { CountingMessage } from "./conversation.ts";
import { dayMs, hourMs, type Instant, localDate } from "./time.ts";

/** When customer messages came from an ad, and the zone of the WABA whose dates decide the epoch (K10). */
export type Referrals = { sentAts: readonly Instant[]; timeZone: string };

/** How long a conversation lasted that an ad referral opened (K10). */
export const referralConversationMs = 72 * hourMs;

/** The last date on which an ad referral could open a conversation of its own (K10). */
export const lastReferralDate = "2025-06-30";

/** Whether a message that reached the customer is an answer to a referral: tried within 24 h of it. */
export function answersReferral(message: CountingMessage, referralAt: Instant): boolean {
  const { attemptAt, reachedAt } = message;
  return reachedAt !== null && referralAt <= attemptAt && attemptAt <= referralAt + dayMs;
}

/** Whether conversations of this kind still existed when the message reached the customer. */
export function isReferralEpoch(reachedAt: Instant, timeZone: string): boolean {
  return localDate(reachedAt, timeZone) <= lastReferralDate;
}
