import { hourMs, type Instant } from "./time.ts";

/** A free entry point: a customer came from an ad and we answered. What is sent inside it costs nothing. */
export type FreeEntry = {
  /** The message that opened it by reaching the customer; it is free too. */
  readonly openerId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
};

/** A message of ours on one channel to one identity, as far as free entries care. */
export type FreeEntryMessage = {
  readonly id: string;
  readonly attemptAt: Instant;
  readonly reachedAt: Instant | null;
  /** `conversation.expiration_timestamp` of its statuses, where Meta named a free entry. */
  readonly expiresAt: Instant | null;
};

/** How long after the customer came from an ad our answer still opens a free entry (M10). */
export const freeEntryAnswerMs = 24 * hourMs;
/** How long a free entry lasts where Meta names no end; others report seven days, so it is a setting. */
export const freeEntryMs = 72 * hourMs;

/**
 * The free entries of one (channel, identity), oldest first (M10). `referralsAt`: sentAt of the customer's messages
 * with a `referral`; a client that does not qualify (desktop, web) can't be seen, so this is an estimate.
 */
export function freeEntriesOf({
  referralsAt,
  outbound,
  lengthMs = freeEntryMs,
}: {
  referralsAt: readonly Instant[];
  outbound: readonly FreeEntryMessage[];
  lengthMs?: number;
}): FreeEntry[] {
  const entries: FreeEntry[] = [];
  for (const referralAt of referralsAt.toSorted((a, b) => a - b)) {
    const opener = openerOf(referralAt, outbound);
    const running = entries.at(-1);
    // A referral inside a running entry does not restart it.
    if (opener === null || (running !== undefined && opener.startsAt < running.endsAt)) {
      continue;
    }
    entries.push({ ...opener, endsAt: endOf(opener, outbound, lengthMs) });
  }
  return entries;
}

/** Whether the message is free by a free entry: attempted inside one, or its opener (M3). End exclusive. */
export function isInFreeEntry(
  entries: readonly FreeEntry[],
  message: Pick<FreeEntryMessage, "id" | "attemptAt">,
): boolean {
  return entries.some(
    ({ openerId, startsAt, endsAt }) =>
      openerId === message.id || (startsAt <= message.attemptAt && message.attemptAt < endsAt),
  );
}

/** Whether a message sent now would be free by a free entry, running or about to be opened by it. */
export function wouldBeInFreeEntry({
  entries,
  referralsAt,
  now,
}: {
  entries: readonly FreeEntry[];
  referralsAt: readonly Instant[];
  now: Instant;
}): boolean {
  const lastStart = entries.at(-1)?.startsAt ?? null;
  return (
    entries.some(({ startsAt, endsAt }) => startsAt <= now && now < endsAt) ||
    referralsAt.some(
      (referralAt) =>
        referralAt <= now &&
        now <= referralAt + freeEntryAnswerMs &&
        (lastStart === null || lastStart < referralAt),
    )
  );
}

function openerOf(
  referralAt: Instant,
  outbound: readonly FreeEntryMessage[],
): Pick<FreeEntry, "openerId" | "startsAt"> | null {
  let opener: Pick<FreeEntry, "openerId" | "startsAt"> | null = null;
  for (const { id, attemptAt, reachedAt } of outbound) {
    const answers = referralAt <= attemptAt && attemptAt <= referralAt + freeEntryAnswerMs;
    if (answers && reachedAt !== null && (opener === null || reachedAt < opener.startsAt)) {
      opener = { openerId: id, startsAt: reachedAt };
    }
  }
  return opener;
}

function endOf(
  { openerId, startsAt }: Pick<FreeEntry, "openerId" | "startsAt">,
  outbound: readonly FreeEntryMessage[],
  lengthMs: number,
): Instant {
  const computed = startsAt + lengthMs;
  const named = outbound
    .filter(({ id, attemptAt }) => id === openerId || (startsAt <= attemptAt && attemptAt < computed))
    .map(({ expiresAt }) => expiresAt)
    .filter((expiresAt) => expiresAt !== null)
    .filter((expiresAt) => expiresAt > startsAt);
  return named.length === 0 ? computed : Math.max(...named);
}
