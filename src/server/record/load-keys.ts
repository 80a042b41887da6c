import { nobody } from "#channels/channel.ts";
import type { Instant } from "#domain/time.ts";
import { sentAtOf } from "./decide-customer.ts";
import type { CustomerFact, Fact } from "./facts.ts";
import { inboundKeys, senderKeys } from "./sender-keys.ts";

/** Everything by which one workspace's facts find stored rows. */
export type LoadKeys = {
  /** Each with the time of the earliest message under it; null when none came under it. */
  addressKeys: Map<string, Instant | null>;
  /** (channel, provider id) of messages: seen before, quoted, reacted to. */
  messageProviders: Map<string, { channelId: string; providerId: string }>;
  /** (channel, provider id) of attempts that statuses and receipts speak of. */
  attemptProviders: Map<string, { channelId: string; providerId: string }>;
  attemptIds: Set<string>;
  /** Provider ids that answers bring: an id that something has already is not given twice. */
  accepted: { messageId: string; providerId: string }[];
  messageIds: Set<string>;
  threadIds: Set<string>;
  /** Statuses parked for these are looked for. */
  settles: boolean;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Collects the keys of the facts of one workspace. */
export function collectKeys(facts: readonly Fact[]): LoadKeys {
  const keys: LoadKeys = {
    addressKeys: new Map(),
    messageProviders: new Map(),
    attemptProviders: new Map(),
    attemptIds: new Set(),
    accepted: [],
    messageIds: new Set(),
    threadIds: new Set(),
    settles: false,
  };
  for (const fact of facts) {
    collect(keys, fact);
  }
  return keys;
}

function collect(keys: LoadKeys, fact: Fact): void {
  switch (fact.type) {
    case "customer": {
      const { inbound, channelId } = fact;
      const sentAt = sentAtOf(fact);
      for (const key of inboundKeys(inbound)) {
        keys.addressKeys.set(key, Math.min(keys.addressKeys.get(key) ?? sentAt, sentAt));
      }
      for (const providerId of [inbound.providerId, ...messagesNamed(inbound)]) {
        keys.messageProviders.set(`${channelId} ${providerId}`, { channelId, providerId });
      }
      return;
    }
    case "status": {
      const { channelId, status } = fact;
      keys.attemptProviders.set(`${channelId} ${status.providerId}`, {
        channelId,
        providerId: status.providerId,
      });
      if (status.attemptId !== null && uuid.test(status.attemptId)) {
        keys.attemptIds.add(status.attemptId);
      }
      addRecipient(keys, status.recipient);
      keys.settles = true;
      return;
    }
    case "submitted":
      keys.threadIds.add(fact.threadId);
      return;
    case "attempt-started":
    case "withdrawn":
    case "time-passed":
    case "rate-known":
      keys.messageIds.add(fact.messageId);
      keys.settles = true;
      return;
    case "attempt-finished":
      keys.messageIds.add(fact.messageId);
      keys.attemptIds.add(fact.attemptId);
      if (fact.outcome.kind === "accepted") {
        addRecipient(keys, fact.outcome.recipient);
        keys.accepted.push({ messageId: fact.messageId, providerId: fact.outcome.providerId });
      }
      keys.settles = true;
      return;
    case "contact-named":
      addRecipient(keys, { ...nobody, waId: fact.waId });
      return;
    case "merged":
    case "unmerged":
      keys.threadIds.add(fact.threadId).add(fact.fromThreadId);
      return;
    case "separated":
      keys.threadIds.add(fact.threadId);
      return;
    case "worked":
    case "channel-told":
    case "volume-tier":
      return;
    default:
      fact satisfies never;
  }
}

/** What an item of a customer speaks of: the target of a reaction or a change, what a message answers. */
function messagesNamed(inbound: CustomerFact["inbound"]): string[] {
  if (inbound.type === "reaction") {
    return [inbound.targetProviderId];
  }
  return inbound.amends === undefined ? inbound.answers : [...inbound.answers, inbound.amends.providerId];
}

function addRecipient({ addressKeys }: LoadKeys, recipient: Parameters<typeof senderKeys>[0]): void {
  for (const key of senderKeys(recipient)) {
    addressKeys.set(key, addressKeys.get(key) ?? null);
  }
}
