import { destinationFor } from "#domain/destination.ts";
import type { Recipient } from "#domain/send-rules.ts";
import type { Instant } from "#domain/time.ts";
import { type WindowState, windowStateAt } from "#domain/window.ts";
import type { Context } from "../../context.ts";
import type { Transaction } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { findMarketingCap } from "../threads/find-marketing-cap.ts";
import {
  type AddressTarget,
  type ChannelTarget,
  findChannelTarget,
  findThreadTarget,
  findWindowTarget,
  type IdentityTarget,
  listAddressTargets,
  listIdentityTargets,
  type ThreadTarget,
  type WindowTarget,
} from "./target.queries.ts";

/** Where a message would go, with everything that decides whether it may. */
export type Target = {
  thread: ThreadTarget;
  channel: ChannelTarget;
  /** Null: the customer can't be reached on this kind of channel. */
  identity: IdentityTarget | null;
  addresses: AddressTarget[];
  storedWindow: WindowTarget | null;
  /** Null where the channel has no window. */
  window: WindowState | null;
  recipient: Recipient;
};

/** Loads a target; what does not exist in this workspace is NOT_FOUND. */
export async function loadTarget(
  ctx: Context,
  db: Transaction,
  input: {
    workspaceId: string;
    threadId: string;
    channelId: string;
    identityId: string | null;
    /** Of others, whether marketing may go is not asked. */
    isTemplate: boolean;
    now: Instant;
  },
): Promise<Target> {
  const { workspaceId, now } = input;
  const thread = await findThreadTarget(db, workspaceId, input.threadId);
  const channel = await findChannelTarget(db, workspaceId, input.channelId);
  if (thread === null || channel === null) {
    throw new AppError("NOT_FOUND", { what: thread === null ? "thread" : "channel" });
  }
  const { customerId } = thread;
  const identities = await listIdentityTargets(db, workspaceId, { customerId, kind: channel.kind });
  const identity = chooseIdentity(identities, thread, input.identityId);
  const addresses = identity === null ? [] : await listAddressTargets(db, workspaceId, identity.id);
  const pair = identity === null ? null : { channelId: channel.id, identityId: identity.id };
  const storedWindow = pair === null ? null : await findWindowTarget(db, workspaceId, pair);
  const marketingCappedUntil = input.isTemplate
    ? await findMarketingCap(db, { workspaceId, threadId: thread.id, now })
    : null;
  const hasWindow = ctx.adapters.get(channel.kind)?.hasWindow ?? false;
  return {
    thread,
    channel,
    identity,
    addresses,
    storedWindow,
    window: hasWindow ? windowStateAt(storedWindow, now) : null,
    recipient: { ...recipientOf(thread, channel, identity, addresses), marketingCappedUntil },
  };
}

/** The one asked for, else the one last used with this customer, else who wrote last. */
function chooseIdentity(
  identities: readonly IdentityTarget[],
  thread: ThreadTarget,
  wanted: string | null,
): IdentityTarget | null {
  const find = (id: string | null) => identities.find((identity) => identity.id === id) ?? null;
  if (wanted === null) {
    return find(thread.replyIdentityId) ?? identities[0] ?? null;
  }
  const identity = find(wanted);
  if (identity === null) {
    throw new AppError("NOT_FOUND", { what: "identity" });
  }
  return identity;
}

function recipientOf(
  thread: ThreadTarget,
  channel: ChannelTarget,
  identity: IdentityTarget | null,
  addresses: readonly AddressTarget[],
): Omit<Recipient, "marketingCappedUntil"> {
  const isReachable = (needsPhone: boolean) =>
    identity !== null &&
    destinationFor({
      rows: addresses,
      lastInbound:
        identity.lastInboundAt === null
          ? null
          : { waId: identity.lastInboundWaId, bsuid: identity.lastInboundBsuid },
      lastAnswerWaId: identity.lastAnswerWaId,
      scope: channel.portfolio,
      needsPhone,
    }).kind !== "none";
  const isMail = channel.kind === "email";
  return {
    hasWhatsApp: !isMail && isReachable(false),
    hasPhone: !isMail && isReachable(true),
    hasEmail: addresses.some(({ kind, validTo }) => kind === "email" && validTo === null),
    marketingStopped: thread.marketingStoppedAt !== null,
    blocked: thread.blockedAt !== null,
  };
}
