import type { InboundReaction } from "#channels/channel.ts";
import type { Instant } from "#domain/time.ts";
import { effectOf, kindSinceConnected } from "#domain/window.ts";
import { type Draft, keyOf } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { FiledSender } from "./filing.ts";
import { openWindow } from "./open-window.ts";
import { publish } from "./publish.ts";
import type { ChannelRow } from "./rows.ts";
import { settleOpening } from "./settle-pair.ts";
import { announceWindow } from "./window-events.ts";

/** A reaction opens the window when it is put on (W3) and asks for no answer; the newest one of a person counts. */
export function takeReaction(
  draft: Draft,
  env: RecordEnv,
  {
    channel,
    filed,
    inbound,
    sentAt,
  }: { channel: ChannelRow; filed: FiledSender; inbound: InboundReaction; sentAt: Instant },
): void {
  const { emoji, targetProviderId } = inbound;
  const { identityId, threadId } = filed;
  const kind = kindSinceConnected(
    emoji === null ? "reaction-removed" : "reaction",
    sentAt,
    channel.createdAt,
  );
  if (effectOf(kind).opensWindow) {
    const pair = { channelId: channel.id, identityId, threadId };
    if (openWindow(draft, { ...pair, kind, sentAt, messageId: null, cameFromAd: false })) {
      announceWindow(draft, channel.id, identityId, env.now);
    }
    settleOpening(draft, { ...pair, sentAt });
  }
  const targetId = draft.messageByProvider.get(keyOf(channel.id, targetProviderId)) ?? "";
  const target = draft.messages.rows.get(targetId);
  const key = keyOf(targetId, identityId);
  const earlier = draft.reactions.get(key);
  if (target === undefined || (earlier !== undefined && earlier.sentAt > sentAt)) {
    return;
  }
  const { workspaceId } = target;
  draft.reactions.set(key, { workspaceId, messageId: target.id, identityId, emoji: emoji ?? "", sentAt });
  publish(draft, {
    kind: "message.changed",
    threadId: target.threadId,
    messageId: target.id,
    status: target.status,
  });
}
