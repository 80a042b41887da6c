import type { Instant } from "#domain/time.ts";
import { type CustomerEventKind, recordCustomerEvent } from "#domain/window.ts";
import { addRow, changeRow, type Draft, keyOf, pairOf } from "./draft.ts";
import type { WindowRow } from "./rows.ts";

/** An event that opens the window of one channel and identity. */
export type Opening = {
  channelId: string;
  identityId: string;
  threadId: string;
  kind: CustomerEventKind;
  sentAt: Instant;
  /** Null for a reaction, which is no message. */
  messageId: string | null;
  cameFromAd: boolean;
};

/**
 * Takes an opening event into the window, which never shrinks (W8), and into the facts that pairs are judged by. Answers
 * whether the window moved: then the caller tells it.
 */
export function openWindow(draft: Draft, opening: Opening): boolean {
  const { channelId, identityId, kind, sentAt } = opening;
  const key = keyOf(channelId, identityId);
  pairOf(draft, channelId, identityId).openings.push(sentAt);
  const before = draft.windows.rows.get(key);
  if (before === undefined) {
    addRow(draft.windows, key, newWindow(draft, opening));
    return true;
  }
  const { lastCustomerMessageAt } = recordCustomerEvent(before, { kind, sentAt });
  const isLater = lastCustomerMessageAt !== before.lastCustomerMessageAt;
  changeRow(draft.windows, key, {
    ...(isLater && { lastCustomerMessageAt, lastMessageId: opening.messageId ?? before.lastMessageId }),
    ...(opening.cameFromAd && { referralAt: Math.max(before.referralAt ?? sentAt, sentAt) }),
  });
  return isLater;
}

function newWindow(draft: Draft, opening: Opening): WindowRow {
  const { channelId, identityId, threadId, sentAt, messageId } = opening;
  return {
    workspaceId: draft.workspace.workspaceId,
    channelId,
    identityId,
    threadId,
    lastCustomerMessageAt: sentAt,
    lastMessageId: messageId,
    refusedAttemptAt: null,
    deliveredAttemptAt: null,
    referralAt: opening.cameFromAd ? sentAt : null,
    freeEntryOpenerId: null,
    freeEntryStartsAt: null,
    freeEntryEndsAt: null,
  };
}
