import {
  type Category,
  type Conversation,
  type CountingMessage,
  conversationForFreeText,
  conversationMs,
  isRunning,
  type StartedBy,
  timeOf,
} from "./conversation.ts";
import { answersReferral, isReferralEpoch, type Referrals, referralConversationMs } from "./referral.ts";
import type { Instant } from "./time.ts";

/** What the fold goes over: the messages of one (channel, identity). */
export type DerivationInput = {
  /** All messages of ours; with `runningBefore` those alone whose time, old or new, is not before a chosen moment. */
  messages: readonly CountingMessage[];
  /** Stored conversations that started before that moment: the fold goes on from them. */
  runningBefore?: readonly Conversation[];
  /** Referrals that no earlier message answered (K10). */
  referrals?: Referrals;
};

/**
 * Derives the conversations from the messages (K1–K12): a fold in the order (t, attemptAt, seq).
 *
 * To go on from stored conversations, begin at `earliestMoved`: give every message whose time, old or new, is not before
 * it (those that stopped counting too, so that they leave) and the conversations that started before it. The property
 * test shows that this equals the derivation from all messages.
 */
export function deriveConversations({ messages, runningBefore, referrals }: DerivationInput): Conversation[] {
  const conversations = rewind(runningBefore ?? [], messages);
  const fold: Fold = {
    conversations,
    running: conversations,
    unanswered: referrals?.sentAts ?? [],
    timeZone: referrals?.timeZone ?? "UTC",
  };
  for (const step of inOrder(messages)) {
    take(fold, step);
  }
  return conversations;
}

/** The earliest time from which a change of one message asks for deriving again; null when it changes nothing. */
export function earliestMoved(before: CountingMessage | null, after: CountingMessage | null): Instant | null {
  const times = [before, after].map((message) => (message === null ? null : timeOf(message)));
  const counting = times.filter((time) => time !== null);
  if (counting.length === 0 || (before !== null && after !== null && isSameStep(before, after))) {
    return null;
  }
  return Math.min(...counting);
}

type OpenConversation = Omit<Conversation, "messageIds"> & { messageIds: string[] };
type Step = { message: CountingMessage; at: Instant };
type Fold = {
  conversations: OpenConversation[];
  running: OpenConversation[];
  unanswered: readonly Instant[];
  timeZone: string;
};

function take(fold: Fold, { message, at }: Step): void {
  fold.running = fold.running.filter((conversation) => isRunning(conversation, at));
  const answersNew = answersNewReferral(fold, message);
  const referral = fold.running.find(({ category }) => category === "referral_conversion") ?? null;
  if (referral === null && answersNew && isReferralEpoch(at, fold.timeZone)) {
    for (const conversation of fold.running) {
      conversation.endsAt = at;
    }
    open(fold, message, { category: "referral_conversion", at });
    return;
  }
  const joined = referral ?? conversationFor(message, fold.running);
  if (joined === null) {
    open(fold, message, { category: categoryOf(message), at });
    return;
  }
  joined.messageIds.push(message.id);
}

/** Each referral opens something at most once: its first delivered answer uses it up, whatever comes of it. */
function answersNewReferral(fold: Fold, message: CountingMessage): boolean {
  const left = fold.unanswered.filter((referralAt) => !answersReferral(message, referralAt));
  const answersNew = left.length < fold.unanswered.length;
  fold.unanswered = left;
  return answersNew;
}

function conversationFor(
  message: CountingMessage,
  running: readonly OpenConversation[],
): OpenConversation | null {
  if (message.kind === "free-text") {
    return conversationForFreeText(running);
  }
  return running.find(({ category }) => category === message.category) ?? null;
}

function open(
  fold: Fold,
  message: CountingMessage,
  { category, at }: { category: Category; at: Instant },
): void {
  const opened: OpenConversation = {
    id: message.id,
    category,
    startedBy: startedByOf(message),
    startsAt: at,
    endsAt: at + lengthOf(category),
    provisional: message.reachedAt === null,
    messageIds: [message.id],
  };
  fold.conversations.push(opened);
  fold.running.push(opened);
}

/** Free text that WhatsApp took proves an open window, whatever our clock says (K4). */
function startedByOf(message: CountingMessage): StartedBy {
  return message.kind === "free-text" || message.windowOpenAtAttempt ? "customer" : "business";
}

function categoryOf({ id, kind, category }: CountingMessage): Category {
  if (kind === "free-text") {
    return "service";
  }
  if (category === null) {
    throw new TypeError(`Template message ${id} has no category`);
  }
  return category;
}

function lengthOf(category: Category): number {
  return category === "referral_conversion" ? referralConversationMs : conversationMs;
}

/** The stored conversations as they stood before any of the given messages joined one, or ended one (K10). */
function rewind(stored: readonly Conversation[], messages: readonly CountingMessage[]): OpenConversation[] {
  const given = new Set(messages.map(({ id }) => id));
  return stored.map((conversation) => ({
    ...conversation,
    endsAt: Math.min(
      conversation.startsAt + lengthOf(conversation.category),
      ...endsByReferral(conversation, stored),
    ),
    messageIds: conversation.messageIds.filter((id) => !given.has(id)),
  }));
}

/** Nothing opens while a free entry runs, so what started no later than it was ended by it, were it in the same moment. */
function endsByReferral(conversation: Conversation, stored: readonly Conversation[]): Instant[] {
  if (conversation.category === "referral_conversion") {
    return [];
  }
  return stored
    .filter(
      ({ category, startsAt }) => category === "referral_conversion" && startsAt >= conversation.startsAt,
    )
    .map(({ startsAt }) => startsAt);
}

function inOrder(messages: readonly CountingMessage[]): Step[] {
  const steps = messages.flatMap((message): Step[] => {
    const at = timeOf(message);
    return at === null ? [] : [{ message, at }];
  });
  return steps.sort(
    (a, b) => a.at - b.at || a.message.attemptAt - b.message.attemptAt || a.message.seq - b.message.seq,
  );
}

function isSameStep(before: CountingMessage, after: CountingMessage): boolean {
  return (
    timeOf(before) === timeOf(after) &&
    before.attemptAt === after.attemptAt &&
    before.seq === after.seq &&
    before.kind === after.kind &&
    before.category === after.category &&
    before.windowOpenAtAttempt === after.windowOpenAtAttempt &&
    (before.reachedAt === null) === (after.reachedAt === null)
  );
}
