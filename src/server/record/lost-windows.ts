import { marketOfRecipient } from "#domain/pricing.ts";
import type { Instant } from "#domain/time.ts";
import { localDate } from "#domain/time.ts";
import { windowMs } from "#domain/window.ts";
import { type Draft, keyOf } from "./draft.ts";
import { priceRecipient } from "./price-recipient.ts";
import type { LostWindowRow, MessageRow } from "./rows.ts";

/**
 * Keeps a window that closed on a customer who waited (D10), when something ends her waiting or opens it again: a message
 * of ours, or of hers. Until then it is seen in the thread itself.
 */
export function noteLostWindow(
  draft: Draft,
  threadId: string,
  { at, message }: { at: Instant; message: MessageRow },
): void {
  const thread = draft.threads.rows.get(threadId);
  const {
    waitingSince = null,
    waitingChannelId: channelId = null,
    waitingIdentityId: identityId = null,
  } = {
    ...thread,
  };
  if (waitingSince === null || channelId === null || identityId === null) {
    return;
  }
  const lastAt = draft.windows.rows.get(keyOf(channelId, identityId))?.lastCustomerMessageAt ?? null;
  if (lastAt === null || lastAt + windowMs > at) {
    return;
  }
  const isOurs = message.direction === "out";
  draft.lostWindows.push({
    workspaceId: message.workspaceId,
    closedAt: lastAt + windowMs,
    channelId,
    identityId,
    threadId,
    endedAt: at,
    endedBy: isOurs ? endOf(message) : "customer",
    messageId: isOurs ? message.id : null,
  });
}

function endOf({ kind, payload }: MessageRow): LostWindowRow["endedBy"] {
  if (kind === "template" || kind === "email") {
    return kind;
  }
  const isEcho = typeof payload === "object" && payload !== null && "phoneApp" in payload;
  return isEcho ? "echo" : "text";
}

/**
 * A mail of a person that goes out while the customer's window is closed made a template needless: counted by the market
 * in which that would have been charged, on the number where the customer wrote last.
 */
export function noteMailAnswer(draft: Draft, before: MessageRow, after: MessageRow): void {
  const isNews = before.acceptedAt === null && after.acceptedAt !== null;
  if (after.kind !== "email" || after.direction !== "out" || after.automatic || !isNews) {
    return;
  }
  const windows = [...draft.windows.rows.values()].filter(({ threadId }) => threadId === after.threadId);
  const [last] = windows.toSorted((a, b) => (b.lastCustomerMessageAt ?? 0) - (a.lastCustomerMessageAt ?? 0));
  const channel = draft.channels.get(last?.channelId ?? "");
  if (
    last === undefined ||
    channel === undefined ||
    (last.lastCustomerMessageAt ?? 0) + windowMs > after.sentAt
  ) {
    return;
  }
  const day = localDate(after.sentAt, channel.timeZone);
  const recipient = priceRecipient(draft, last.identityId);
  const market = recipient === null ? null : marketOfRecipient(recipient, day).market;
  draft.mailAnswers.push({
    workspaceId: after.workspaceId,
    day,
    channelId: channel.id,
    market: market ?? "",
  });
}
