import type { CountingMessage } from "#domain/conversation.ts";
import type { MessageRow } from "./rows.ts";

/** A message as conversations see it; null for what never counts (inbound, mail, notes, reactions, never tried). */
export function countingMessage(row: MessageRow): CountingMessage | null {
  const { status, attemptAt } = row;
  const isOurs =
    row.direction === "out" && row.kind !== "email" && row.kind !== "reaction" && row.identityId !== null;
  if (!isOurs || attemptAt === null || status === "received" || status === "noted") {
    return null;
  }
  const times = [row.deliveredAt, row.readAt, row.playedAt].filter((at) => at !== null);
  return {
    id: row.id,
    seq: row.seq,
    kind: row.kind === "template" ? "template" : "free-text",
    category: row.category,
    status,
    attemptAt,
    acceptedAt: row.acceptedAt,
    reachedAt: times.length === 0 ? null : Math.min(...times),
    windowOpenAtAttempt: row.windowOpenAtAttempt ?? false,
  };
}
