import type { BillingPeriod, OutboundMessage, Pair } from "../model.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const freeEntryMs = 72 * hourMs;
const freeEntryCategory = "referral_conversion";

type Opening = {
  pair: Pair;
  message: OutboundMessage;
  at: number;
  isConversationEpoch: boolean;
  newId: () => string;
};

/**
 * The billing period of a message, opened provisionally at `sent` when the rules ask for one: the free entry of a
 * customer who came from an ad (all epochs), conversations until 2025-06-30 (whatsapp-platform §1.3, §1.6).
 */
export function findOrOpenPeriod({
  pair,
  message,
  at,
  isConversationEpoch,
  newId,
}: Opening): BillingPeriod | null {
  const own = pair.periods.find((period) => period.openerId === message.id);
  const freeEntry = pair.periods.find(
    (period) => period.category === freeEntryCategory && isRunning(period, at),
  );
  if (own ?? freeEntry) {
    return own ?? freeEntry ?? null;
  }
  const open = (category: string, lastsMs: number) => {
    const period = { id: newId(), category, startsAt: at, endsAt: at + lastsMs, openerId: message.id };
    pair.periods.push({ ...period, isConfirmed: false });
    return pair.periods.at(-1) ?? null;
  };
  if (answersReferral(pair, message)) {
    pair.referralAt = null;
    return open(freeEntryCategory, freeEntryMs);
  }
  if (!isConversationEpoch) {
    return null;
  }
  const running = pair.periods.filter((period) => isRunning(period, at));
  const category = message.template?.category ?? "service";
  return (
    running.find((period) => period.category === category) ??
    (message.template === null ? running.at(-1) : undefined) ??
    open(category, dayMs)
  );
}

/** The opener reached the customer: the period starts now, and a free entry ends all the others. */
export function confirmPeriod(pair: Pair, messageId: string, at: number): void {
  const period = pair.periods.find((candidate) => candidate.openerId === messageId && !candidate.isConfirmed);
  if (!period) {
    return;
  }
  period.endsAt += at - period.startsAt;
  period.startsAt = at;
  period.isConfirmed = true;
  if (period.category === freeEntryCategory) {
    pair.periods = pair.periods.filter((other) => other === period || other.endsAt <= at);
  }
}

/** The opener failed: a period that it alone had opened never was. */
export function dropPeriod(pair: Pair, messageId: string): void {
  pair.periods = pair.periods.filter((period) => period.isConfirmed || period.openerId !== messageId);
}

function isRunning(period: BillingPeriod, at: number): boolean {
  return period.startsAt <= at && at < period.endsAt;
}

function answersReferral(pair: Pair, message: OutboundMessage): boolean {
  const sinceMs = pair.referralAt === null ? null : message.acceptedAt - pair.referralAt;
  return sinceMs !== null && sinceMs >= 0 && sinceMs < dayMs;
}
