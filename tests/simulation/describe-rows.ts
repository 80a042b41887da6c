import type { MessageRow } from "#server/record/rows.ts";
import type { Rows } from "./store.ts";

/** What is stored, one line each and without the ids that differ between runs: equal runs have equal lines. */
export function describeRows(rows: Rows): string[] {
  const byId = new Map(rows.messages.map((row) => [row.id, row]));
  const nameOf = (id: string | null): string => {
    const row = byId.get(id ?? "");
    return row === undefined ? "nothing" : nameMessage(row, nameOf);
  };
  const line = (what: string, ...facts: unknown[]) => `${what} ${JSON.stringify(facts)}`;
  return [
    ...rows.messages.map((row) => {
      const states = [row.status, row.failure?.reason, row.remark?.reason, row.opensWindow, row.category];
      const times = [row.sentAt, row.receivedAt, row.attemptAt, row.acceptedAt, row.countedAt];
      // What counts in no conversation is judged when it counts again.
      const windowOpen = row.countedAt === null ? null : row.windowOpenAtAttempt;
      const reached = [row.deliveredAt, row.readAt, row.playedAt, row.failedAt, windowOpen];
      return line(nameOf(row.id), row.seq, row.text, nameOf(row.conversationId), states, times, reached);
    }),
    ...rows.attempts.map((row) => {
      return line("attempt", nameOf(row.messageId), row.number, row.state.status, row.attemptAt, row.settled);
    }),
    ...rows.threads.map((row) => {
      const { unread, waitingSince, lastPersonAt, lastAutomaticAt, lastActivityAt, status } = row;
      const facts = [unread, waitingSince, lastPersonAt, lastAutomaticAt, lastActivityAt, status];
      return line("thread", nameOf(row.lastMessageId), row.replyChannelId, row.lastMessage?.status, facts);
    }),
    ...rows.windows.map(({ channelId, lastMessageId, lastCustomerMessageAt, refusedAttemptAt, ...row }) => {
      const times = [lastCustomerMessageAt, refusedAttemptAt, row.deliveredAttemptAt];
      return line("window", channelId, nameOf(lastMessageId), times);
    }),
    ...rows.conversations.map((row) => {
      return line(
        "conversation",
        nameOf(row.id),
        row.category,
        row.startedBy,
        row.startsAt,
        row.endsAt,
        row.provisional,
      );
    }),
    ...rows.charges.map((row) => {
      const priced = [
        row.amount,
        row.currency,
        row.category,
        row.pricingType,
        row.market,
        row.day,
        row.reason,
      ];
      return line("charge", nameOf(row.messageId), row.entry, row.state, priced);
    }),
    ...rows.allowances.map((row) =>
      line("allowance", row.channelId, row.month, row.confirmed, row.estimated),
    ),
    ...rows.queue.map((row) => line("queue", nameOf(row.messageId))),
    line("quarantined", rows.quarantined),
  ].sort();
}

function nameMessage(row: MessageRow, nameOf: (id: string | null) => string): string {
  const what = `${row.direction} ${row.kind} on ${row.channelId}`;
  if (row.automatic) {
    return `answer to ${nameOf(row.causeId)}`;
  }
  return row.direction === "out"
    ? `${what} ${row.id}`
    : `${what} ${row.providerId} ${row.direction === "note" ? row.seq : ""}`;
}
