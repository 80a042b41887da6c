import { type DeliveryStatus, hasReached } from "./delivery-status.ts";
import { dayMs, type Instant } from "./time.ts";

/** What a conversation or a template is about, in Meta's words; "service" is free text. */
export type Category =
  | "marketing"
  | "marketing_lite"
  | "utility"
  | "authentication"
  | "authentication_international"
  | "service"
  | "referral_conversion";

/** Who made the conversation possible: the customer if the window was open at the attempt, else the business. */
export type StartedBy = "customer" | "business";

/** One message of ours sent through the API on one channel to one identity, as far as conversations care. */
export type CountingMessage = {
  id: string;
  seq: number;
  kind: "free-text" | "template";
  /** The template's category; null for free text. */
  category: Category | null;
  status: DeliveryStatus;
  attemptAt: Instant;
  acceptedAt: Instant | null;
  reachedAt: Instant | null;
  /** Judged with all customer events known now (`wasOpenAt`): a late webhook may correct it (E8). */
  windowOpenAtAttempt: boolean;
};

/** The record of 24 h on one channel with one identity, [startsAt, endsAt). Its id is that of its opener. */
export type Conversation = {
  id: string;
  category: Category;
  startedBy: StartedBy;
  startsAt: Instant;
  endsAt: Instant;
  /** The opener has not reached the customer yet: start and end may still move (K11). */
  provisional: boolean;
  messageIds: readonly string[];
};

/** How long a conversation lasts (K10 knows one exception). */
export const conversationMs = dayMs;

/** When a message counts: when it reached the customer, until then when it was accepted or tried. Null: it does not count. */
export function timeOf(message: CountingMessage): Instant | null {
  return isCounting(message.status) ? (message.reachedAt ?? message.acceptedAt ?? message.attemptAt) : null;
}

/** Whether messages in this status belong to conversations: on their way or arrived, not waiting, held or failed. */
export function isCounting(status: DeliveryStatus): boolean {
  return status === "sending" || status === "unknown" || status === "sent" || hasReached(status);
}

/** Whether a conversation runs at a moment: its end is exclusive. */
export function isRunning(conversation: Conversation, at: Instant): boolean {
  return conversation.startsAt <= at && at < conversation.endsAt;
}

/** K7, K8: the conversation that free text joins: `service`, else the one that started last (of equals the later opener). */
export function conversationForFreeText<C extends Conversation>(running: readonly C[]): C | null {
  const service = running.find(({ category }) => category === "service");
  return service ?? running.reduce<C | null>(laterOf, null);
}

function laterOf<C extends Conversation>(last: C | null, next: C): C {
  return last !== null && last.startsAt > next.startsAt ? last : next;
}

/** K13: provisional ones are shown as "por confirmar", past their end as "sin entregar"; neither counts in totals. */
export function standingOf(
  conversation: Conversation,
  now: Instant,
): "confirmed" | "provisional" | "undelivered" {
  if (!conversation.provisional) {
    return "confirmed";
  }
  return now < conversation.endsAt ? "provisional" : "undelivered";
}
