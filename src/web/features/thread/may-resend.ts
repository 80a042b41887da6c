import type { Message } from "#contract/messages.ts";
import { isFreeForm } from "#domain/content.ts";
import type { FailureReason } from "#domain/delivery-status.ts";
import { mayRetryRefused } from "#domain/exits.ts";
import { decideWindow } from "#domain/send-rules.ts";
import type { Instant } from "#domain/time.ts";
import type { WindowState } from "#domain/window.ts";

/** Failures after which the very same message would fail again, or must not be repeated. */
const hopeless: readonly FailureReason[] = [
  "superseded",
  "taken-back",
  "phone-needed",
  "marketing-stopped",
  "experiment",
  "country-restricted",
  "recipient-not-allowed",
  "own-number",
  "unsupported-type",
  "template-policy",
  "template-missing",
  "template-fields",
  "template-disabled",
  "mailbox-unknown",
  "text-too-long",
];

type Question = {
  message: Message;
  /** State of the window of the message's channel and identity. */
  window: WindowState;
  now: Instant;
  /** The loaded messages of the thread, to count earlier tries (W9). */
  messages: readonly Message[];
};

/** Whether "send again" is offered for a failed or unconfirmed message; the server has the last word. */
export function mayResend({ message, window, now, messages }: Question): boolean {
  const ended = message.status === "unknown" || message.status === "failed" || message.status === "expired";
  if (!ended || message.direction !== "out" || message.automatic) {
    return false;
  }
  if (messages.some((other) => isRepetition(message, other))) {
    return false;
  }
  if (hopeless.some((reason) => reason === message.error?.reason)) {
    return false;
  }
  const retryAt = message.error?.retryAt;
  if (retryAt !== undefined && now < Date.parse(retryAt)) {
    return false;
  }
  if (!isFreeForm(message.kind) || decideWindow(window, now) === null) {
    return true;
  }
  const since = lastInboundAt(message.channelId, messages);
  return (
    message.error?.reason === "window" &&
    Date.parse(message.sentAt) >= since &&
    mayRetryRefused(window, now, retriesOf(message, messages, since))
  );
}

/** Whether the same was sent again later, on its way or arrived. */
function isRepetition(message: Message, other: Message): boolean {
  return (
    Date.parse(other.sentAt) > Date.parse(message.sentAt) &&
    other.direction === "out" &&
    other.kind === message.kind &&
    other.channelId === message.channelId &&
    other.text === message.text &&
    other.subject === message.subject &&
    other.template?.body === message.template?.body &&
    carriedBy(other) === carriedBy(message) &&
    other.status !== "failed" &&
    other.status !== "expired"
  );
}

/** What it carries beyond text: two pictures without a caption are not the same. */
function carriedBy({ kind, payload, attachments }: Message): string {
  const files = attachments.map(({ name, size }) => [name, size]);
  return JSON.stringify([files, isFreeForm(kind) && kind !== "text" ? payload : null]);
}

function lastInboundAt(channelId: string | null, messages: readonly Message[]): Instant {
  const last = messages.findLast((other) => other.direction === "in" && other.channelId === channelId);
  return last === undefined ? 0 : Date.parse(last.sentAt);
}

/** How often a text was refused since the customer's last message, the first time not counted. */
function retriesOf({ channelId }: Message, messages: readonly Message[], since: Instant): number {
  const refused = messages.filter(
    (other) =>
      other.direction === "out" &&
      other.channelId === channelId &&
      other.status === "failed" &&
      other.error?.reason === "window" &&
      Date.parse(other.sentAt) >= since,
  );
  return Math.max(0, refused.length - 1);
}
