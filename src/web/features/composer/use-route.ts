import { useState } from "react";
import type { ChannelView } from "#contract/channels.ts";
import type { Message } from "#contract/messages.ts";
import type { ThreadDetail, WindowView } from "#contract/threads.ts";
import { proposeChannel } from "#domain/propose-channel.ts";
import type { Instant } from "#domain/time.ts";
import { draftFor, isEmpty, switchChannel, useDraftsOf, writeDraft } from "../../api/drafts.ts";
import { windowNow } from "../../ui/window-state.ts";

/** Kind of the composer that writes for the team only. */
export const noteKind = "note";

/** Which way a message would go: kind of channel, our number or mailbox, and the customer's account or address. */
export type Route = {
  kind: string;
  channel: ChannelView | null;
  channels: ChannelView[];
  identityId: string | null;
  identities: ThreadDetail["identities"];
  window: WindowView | undefined;
  /** The message that the draft quotes, when it is loaded: the answer goes where it came from. */
  quoted: Message | undefined;
  chooseKind(kind: string): void;
  chooseChannel(channelId: string): void;
  chooseIdentity(identityId: string): void;
  /** The newest message of the customer, after which an earlier choice no longer counts. */
  lastInboundId: string | null;
};

type Known = { messages: readonly Message[]; channels: readonly ChannelView[]; now: Instant };

/** The way that is proposed or chosen. A choice lasts while something is typed, or until the customer writes again. */
export function useRoute(thread: ThreadDetail, { messages, channels: allChannels, now }: Known): Route {
  const threadDrafts = useDraftsOf(thread.id);
  const [channelChoice, setChannelChoice] = useState<Record<string, string>>({});
  const [identityChoice, setIdentityChoice] = useState<Record<string, string>>({});

  const lastInbound = messages.findLast(({ direction }) => direction === "in");
  const lastInboundId = lastInbound?.id ?? null;
  const isReachable = ({ kind, state }: ChannelView): boolean =>
    state !== "disconnected" && thread.identities.some((identity) => identity.kind === kind);
  const isOpen = (channel: ChannelView): boolean =>
    thread.windows.some((view) => view.channelId === channel.id && windowNow(view, now).state === "open");
  const reachable = allChannels.filter(isReachable);
  const proposedId = proposeChannel(
    (reachable.length > 0 ? reachable : allChannels).map((channel) => ({
      channelId: channel.id,
      hasOpenWindow: isOpen(channel),
    })),
    lastInbound?.channelId ?? thread.replyTo?.channelId ?? null,
  );
  const proposed = allChannels.find(({ id }) => id === proposedId);

  const { chosen } = threadDrafts;
  const isChoiceStanding =
    chosen !== null && (chosen.after === lastInboundId || !isEmpty(draftFor(threadDrafts, chosen.kind)));
  const kind = isChoiceStanding ? chosen.kind : (proposed?.kind ?? noteKind);

  const { answersId } = draftFor(threadDrafts, kind);
  const quoted = answersId === null ? undefined : messages.find(({ id }) => id === answersId);
  const channels = allChannels.filter((channel) => channel.kind === kind);
  const find = (id: string | undefined): ChannelView | undefined => channels.find((one) => one.id === id);
  const channel =
    find(quoted?.channelId ?? undefined) ??
    find(channelChoice[kind]) ??
    find(proposed?.id) ??
    find(thread.replyTo?.channelId) ??
    channels.find(isOpen) ??
    channels.find(({ state }) => state !== "disconnected") ??
    channels[0] ??
    null;

  const identities = thread.identities.filter((identity) => identity.kind === kind);
  const windows = thread.windows.filter(({ channelId }) => channelId === channel?.id);
  const newest = windows.toSorted((one, other) => writtenAt(other) - writtenAt(one))[0];
  const identityId =
    identities.find(({ id }) => id === quoted?.identityId)?.id ??
    identities.find(({ id }) => id === identityChoice[channel?.id ?? ""])?.id ??
    identities.find(({ id }) => id === newest?.identityId)?.id ??
    identities.find(({ id }) => id === thread.replyTo?.identityId)?.id ??
    identities[0]?.id ??
    null;

  return {
    kind,
    channel,
    channels,
    identityId,
    identities,
    window: windows.find((view) => view.identityId === identityId),
    chooseKind: (to) => switchChannel(thread.id, kind, to, lastInboundId),
    quoted,
    chooseChannel: (channelId) => {
      letGo(thread.id, kind, answersId);
      setChannelChoice((before) => ({ ...before, [kind]: channelId }));
    },
    chooseIdentity: (id) => {
      letGo(thread.id, kind, answersId);
      setIdentityChoice((before) => ({ ...before, [channel?.id ?? ""]: id }));
    },
    lastInboundId,
  };
}

/** Another number or account can't quote what was written to this one. */
function letGo(threadId: string, kind: string, answersId: string | null): void {
  if (answersId !== null) {
    writeDraft(threadId, kind, { answersId: null });
  }
}

function writtenAt({ lastCustomerMessageAt }: WindowView): number {
  return lastCustomerMessageAt === null ? 0 : Date.parse(lastCustomerMessageAt);
}
