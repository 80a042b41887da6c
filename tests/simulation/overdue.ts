import { sendingMs, statusGraceMs, timeToLiveMs } from "#domain/delivery-deadline.ts";
import type { Instant } from "#domain/time.ts";
import type { Fact } from "#server/record/facts.ts";
import type { MessageRow } from "#server/record/rows.ts";

const waiting = new Set<string>(["sending", "unknown", "held", "sent"]);

/** Facts for the messages that time may have ended, as the product's query finds them. */
export function endOverdueFacts(messages: Iterable<MessageRow>, workspaceId: string, now: Instant): Fact[] {
  const facts: Fact[] = [];
  for (const { id: messageId, status, kind, attemptAt } of messages) {
    const isAwaited = waiting.has(status) && kind !== "email" && kind !== "reaction" && attemptAt !== null;
    const mayHaveEnded =
      isAwaited &&
      ((status === "sending" && attemptAt < now - sendingMs) ||
        attemptAt <= now - timeToLiveMs("utility", null) - statusGraceMs);
    if (mayHaveEnded) {
      facts.push({ type: "time-passed", workspaceId, messageId, at: now });
    }
  }
  return facts;
}
