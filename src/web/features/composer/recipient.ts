import type { ChannelView } from "#contract/channels.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import type { ChannelState, Recipient } from "#domain/send-rules.ts";

/** What the send rules ask about the customer. */
export function recipientOf(thread: ThreadDetail): Recipient {
  const has = (...kinds: string[]): boolean => thread.addresses.some(({ kind }) => kinds.includes(kind));
  return {
    hasWhatsApp: has("phone", "wa_id", "bsuid", "parent_bsuid"),
    hasPhone: has("phone", "wa_id"),
    hasEmail: has("email"),
    marketingStopped: thread.marketingStopped,
    marketingCappedUntil:
      thread.marketingCappedUntil === null ? null : Date.parse(thread.marketingCappedUntil),
    blocked: thread.isBlocked,
  };
}

/** A channel's state as the send rules know it: what WhatsApp is known to hold is refused, the rest it refuses itself. */
export function sendStateOf(channel: ChannelView | null): ChannelState {
  return channel === null || channel.state === "disconnected"
    ? "disconnected"
    : (channel.hold ?? "connected");
}

/** Whether there is a mailbox to write from. */
export function mailStateOf(channels: readonly ChannelView[]): ChannelState | "absent" {
  const mailboxes = channels.filter(({ kind }) => kind === "email");
  if (mailboxes.length === 0) {
    return "absent";
  }
  return mailboxes.some((channel) => sendStateOf(channel) === "connected") ? "connected" : "disconnected";
}
