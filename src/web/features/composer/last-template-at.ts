import type { Message } from "#contract/messages.ts";
import type { Instant } from "#domain/time.ts";

/** When our last template went out on a channel to an account; null when none did, or it failed. */
export function lastTemplateAt(
  messages: readonly Message[],
  channelId: string | null,
  identityId: string | null,
): Instant | null {
  const last = messages.findLast(
    (message) =>
      message.direction === "out" &&
      message.kind === "template" &&
      message.channelId === channelId &&
      (message.identityId === null || message.identityId === identityId) &&
      message.status !== "failed" &&
      message.status !== "expired",
  );
  return last === undefined ? null : Date.parse(last.sentAt);
}
