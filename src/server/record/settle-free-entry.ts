import { freeEntriesOf, isInFreeEntry } from "#domain/free-entry.ts";
import { hourMs, type Instant } from "#domain/time.ts";
import { changeRow, type Draft, keyOf } from "./draft.ts";
import type { MessageRow, WindowRow } from "./rows.ts";

/** Starts the free entry when our first answer to an ad's customer reached her (M10). */
export function settleFreeEntry(draft: Draft, message: MessageRow, reachedAt: Instant | null): void {
  const window = windowOf(draft, message);
  if (
    window === undefined ||
    window.referralAt === null ||
    message.attemptAt === null ||
    reachedAt === null
  ) {
    return;
  }
  const [entry] = freeEntriesOf({
    lengthMs: draft.workspace.freeEntryHours * hourMs,
    referralsAt: [window.referralAt],
    outbound: [
      { id: message.id, attemptAt: message.attemptAt, reachedAt, expiresAt: window.freeEntryEndsAt },
    ],
  });
  if (entry !== undefined && isNew(window, entry.startsAt)) {
    changeRow(draft.windows, keyOf(window.channelId, window.identityId), {
      freeEntryOpenerId: entry.openerId,
      freeEntryStartsAt: entry.startsAt,
      freeEntryEndsAt: entry.endsAt,
    });
  }
}

/** A referral inside a running entry does not restart it; an answer that arrived earlier than the known one does (M10). */
function isNew({ freeEntryStartsAt, freeEntryEndsAt, referralAt }: WindowRow, startsAt: Instant): boolean {
  if (freeEntryStartsAt === null || startsAt < freeEntryStartsAt) {
    return true;
  }
  const isOver = freeEntryEndsAt !== null && freeEntryEndsAt <= startsAt;
  return isOver && referralAt !== null && freeEntryStartsAt < referralAt;
}

/** The end of a free entry as Meta's status names it: it outweighs our 72 h. */
export function takeFreeEntryEnd(draft: Draft, message: MessageRow, until: Instant | null): void {
  const window = windowOf(draft, message);
  if (window !== undefined && until !== null && window.freeEntryEndsAt !== until) {
    changeRow(draft.windows, keyOf(window.channelId, window.identityId), { freeEntryEndsAt: until });
  }
}

/** Whether the message costs nothing because a free entry of this customer was open at the attempt (M3). */
export function isFree(draft: Draft, message: MessageRow): boolean {
  const window = windowOf(draft, message);
  if (window === undefined || window.freeEntryOpenerId === null || message.attemptAt === null) {
    return false;
  }
  const { freeEntryOpenerId: openerId, freeEntryStartsAt: startsAt, freeEntryEndsAt: endsAt } = window;
  if (startsAt === null || endsAt === null) {
    return false;
  }
  return isInFreeEntry([{ openerId, startsAt, endsAt }], { id: message.id, attemptAt: message.attemptAt });
}

function windowOf(draft: Draft, message: MessageRow): WindowRow | undefined {
  return draft.windows.rows.get(keyOf(message.channelId ?? "", message.identityId ?? ""));
}
