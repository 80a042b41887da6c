import type { InboundFact, InboundMessage, Json, Party } from "#channels/channel.ts";
import type { Instant } from "#domain/time.ts";
import type { Change } from "./change.ts";
import {
  compact,
  jsonOf,
  listOf,
  looseFlag,
  looseId,
  looseNode,
  looseObject,
  looseTime,
  type Node,
} from "./loose.ts";
import { readContent } from "./read-content.ts";
import { readFailure } from "./read-failure.ts";
import { isNobody, readParty } from "./read-party.ts";

const messageShape = looseObject({
  id: looseId,
  from: looseId,
  from_user_id: looseId,
  from_parent_user_id: looseId,
  timestamp: looseTime,
  type: looseId,
  group_id: looseId,
  context: looseNode,
  referral: looseNode,
});
const contextShape = looseObject({
  id: looseId,
  forwarded: looseFlag,
  frequently_forwarded: looseFlag,
  referred_product: looseNode,
});
const systemShape = looseObject({ system: looseNode });
const previousShape = looseObject({ previous_user_id: looseId });
const reactionShape = looseObject({ message_id: looseId, emoji: looseId });

/** One item of `messages[]`: a message, a reaction or a system event (§4.3, §4.4). */
export function readMessage(change: Change, raw: Node): InboundFact {
  const message = messageShape.parse(raw);
  const { channelRef, value } = change;
  const party = readParty(value, {
    waId: message.from,
    bsuid: message.from_user_id ?? (message.from === null ? previousBsuid(raw) : null),
  });
  const sender = { ...party, parentBsuid: party.parentBsuid ?? message.from_parent_user_id };
  if (channelRef === null || message.id === null || isNobody(sender)) {
    return { type: "unfiled", channelRef, what: "message-unreadable" };
  }
  const { id: providerId, timestamp: sentAt } = message;
  if (message.type === "reaction" && message.group_id === null) {
    return readReaction(raw, { channelRef, providerId, sender, sentAt });
  }
  const read = fillMessage(raw, message, { channelRef, providerId, sender, sentAt }, {});
  return isBare(read) ? { ...read, payload: brokenBy(value) ?? read.payload } : read;
}

/** Nothing came but that the customer wrote: the body is missing, or it is one of a kind without any. */
function isBare({ text, attachments, payload }: InboundMessage): boolean {
  return text === null && attachments.length === 0 && payload === null;
}

/** Why the body is missing: the errors of the whole change speak of its message then (§4.6). */
function brokenBy(value: Node): Json {
  const [error] = listOf(value, "errors");
  if (error === undefined) {
    return null;
  }
  const { code, detail } = readFailure(error);
  return compact({ error: compact({ code, detail }) });
}

/** What is known of a message before its content is read. */
export type Heading = { channelRef: string; providerId: string; sender: Party; sentAt: Instant | null };

/** A message of a known sender: its content, what it answers and what came with it (§4.4). */
export function readMessageFrom(
  raw: Node,
  heading: Heading,
  extra: Record<string, Json> = {},
): InboundMessage {
  return fillMessage(raw, messageShape.parse(raw), heading, extra);
}

function fillMessage(
  raw: Node,
  message: ReturnType<typeof messageShape.parse>,
  heading: Heading,
  extra: Record<string, Json>,
): InboundMessage {
  const context = contextShape.parse(message.context ?? {});
  const content = readContent(message.type, raw);
  const payload: Record<string, Json> = {
    ...content.payload,
    referral: jsonOf(message.referral),
    forwarded: context.frequently_forwarded === true ? "often" : (context.forwarded ?? null),
    product: jsonOf(context.referred_product),
    group: message.group_id,
    ...extra,
  };
  return {
    type: "message",
    ...heading,
    event: message.group_id === null ? content.event : "group",
    kind: content.kind,
    text: content.text,
    subject: null,
    attachments: content.attachments,
    answers: [context.id ?? targetOf(message.type, raw)].filter((id) => id !== null),
    payload: compact(payload),
    sentByMachine: false,
    ...(message.referral !== null && { cameFromAd: true }),
    ...(content.identityChange !== undefined && { identityChange: content.identityChange }),
    ...(content.amends !== undefined && { amends: content.amends }),
    ...(content.ownPhone !== undefined && { ownPhone: content.ownPhone }),
  };
}

/** What a reaction of ours stands at. */
function targetOf(type: string | null, raw: Node): string | null {
  return type === "reaction" ? reactionShape.parse(looseNode(raw.reaction) ?? {}).message_id : null;
}

/** A changed user id comes without a phone and without contacts: the old id is all that names the sender (N9). */
function previousBsuid(raw: Node): string | null {
  return previousShape.parse(systemShape.parse(raw).system ?? {}).previous_user_id;
}

/** A reaction is taken off when its emoji is empty or absent. */
export function readReaction(raw: Node, heading: Heading): InboundFact {
  const reaction = reactionShape.parse(looseNode(raw.reaction) ?? {});
  if (reaction.message_id === null) {
    return { type: "unfiled", channelRef: heading.channelRef, what: "reaction-without-target" };
  }
  return { type: "reaction", ...heading, targetProviderId: reaction.message_id, emoji: reaction.emoji };
}
