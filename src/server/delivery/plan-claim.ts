import type { FailureReason } from "#domain/delivery-status.ts";
import { decideSlot, type NumberLimit, pairLimit, type RateLimit } from "#domain/limits.ts";
import type { Instant } from "#domain/time.ts";
import { findObstacle, type SendFacts } from "./find-obstacle.ts";

/** A place in the queue: the head of a lane that is due. `numberLimit` null: its channel knows no limits. */
export type DueHead = { messageId: string; channelId: string; lane: string; numberLimit: NumberLimit | null };

/** A head with all that decides whether it may go. */
export type DueMessage = DueHead & SendFacts;

/** The state of a limit: its theoretical arrival time in ms of the database's clock, with the fraction. */
export type LimitState = { channelId: string; scope: string; arrivalAt: Instant };

/** What one claim does with what was due. Slots are in the database's clock. */
export type ClaimPlan<Message> = {
  taken: { message: Message; slotAt: Instant }[];
  withdrawn: { message: Message; reason: FailureReason }[];
  /** Held back by the limit of their pair until then. */
  postponed: { message: Message; availableAt: Instant }[];
  /** Limits that were used, as they stand now. */
  limits: LimitState[];
  /** The first slot that a message beyond the horizon could have; null: no number is full. */
  nextSlotAt: Instant | null;
};

/** How far ahead slots are given out: enough to keep a number busy, little enough that a stop or a pause is felt at once. */
export const horizonMs = 250;

/** Scope of a number's own limit; the limit of a pair has its lane as scope. */
export const numberScope = "number";

/**
 * Gives slots to due messages, oldest first (GCRA): one each 1/80 s for a number, one each 6 s for a pair after a burst
 * of 45. A message that may not go at all is withdrawn; one that must wait longer than the horizon stays in the queue.
 */
export function planClaim<Message extends DueMessage>(input: {
  due: readonly Message[];
  limits: readonly LimitState[];
  /** Database's clock: when the first of them can leave. */
  startsAt: Instant;
  /** Clock of the domain. */
  now: Instant;
}): ClaimPlan<Message> {
  const { startsAt, now } = input;
  const known = new Map(input.limits.map((limit) => [keyOf(limit), limit]));
  const used = new Map<string, LimitState>();
  const plan: ClaimPlan<Message> = { taken: [], withdrawn: [], postponed: [], limits: [], nextSlotAt: null };
  const full = new Set<string>();

  function slotOf(
    channelId: string,
    scope: string,
    limit: RateLimit,
  ): { slotAt: Instant; after: LimitState } {
    const key = keyOf({ channelId, scope });
    const theoreticalArrivalAt = (used.get(key) ?? known.get(key))?.arrivalAt ?? null;
    const slot = decideSlot({ ...limit, theoreticalArrivalAt, now: startsAt });
    return { slotAt: slot.slotAt, after: { channelId, scope, arrivalAt: slot.theoreticalArrivalAt } };
  }

  for (const message of input.due) {
    const { channelId, lane, numberLimit } = message;
    const reason = findObstacle(message, now);
    if (reason !== null) {
      plan.withdrawn.push({ message, reason });
      continue;
    }
    if (numberLimit === null) {
      plan.taken.push({ message, slotAt: startsAt });
      continue;
    }
    const pair = slotOf(channelId, lane, pairLimit);
    if (pair.slotAt > startsAt) {
      plan.postponed.push({ message, availableAt: pair.slotAt });
      continue;
    }
    const number = slotOf(channelId, numberScope, numberLimit);
    if (full.has(channelId) || number.slotAt > startsAt + horizonMs) {
      full.add(channelId);
      plan.nextSlotAt = Math.min(plan.nextSlotAt ?? number.slotAt, number.slotAt);
      continue;
    }
    plan.taken.push({ message, slotAt: number.slotAt });
    for (const { after } of [number, pair]) {
      used.set(keyOf(after), after);
    }
  }
  plan.limits = [...used.values()];
  return plan;
}

/** The heads for which a slot may be free within the horizon, and one more: the others need not be loaded. */
export function keepNear<Head extends DueHead>(
  due: readonly Head[],
  limits: readonly LimitState[],
  startsAt: Instant,
): Head[] {
  const room = new Map<string, number>();
  return due.filter(({ channelId, numberLimit }) => {
    if (numberLimit === null) {
      return true;
    }
    const left = room.get(channelId) ?? slotsWithin(numberLimit, arrivalOf(limits, channelId), startsAt) + 1;
    room.set(channelId, left - 1);
    return left > 0;
  });
}

function slotsWithin(limit: RateLimit, arrivalAt: Instant | null, startsAt: Instant): number {
  const { slotAt } = decideSlot({ ...limit, theoreticalArrivalAt: arrivalAt, now: startsAt });
  return Math.max(0, Math.floor((startsAt + horizonMs - slotAt) / limit.intervalMs) + limit.capacity);
}

function arrivalOf(limits: readonly LimitState[], channelId: string): Instant | null {
  const limit = limits.find((state) => state.channelId === channelId && state.scope === numberScope);
  return limit?.arrivalAt ?? null;
}

function keyOf({ channelId, scope }: { channelId: string; scope: string }): string {
  return `${channelId} ${scope}`;
}
