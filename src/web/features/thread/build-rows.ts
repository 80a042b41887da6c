import type { Message } from "#contract/messages.ts";
import type { ConversationView } from "#contract/threads.ts";
import { type Instant, localDate, minuteMs } from "#domain/time.ts";
import { isLine } from "./kind-place.ts";

/** One line of the thread as it is shown. */
export type Row =
  | { kind: "day"; key: string; at: Instant }
  | { kind: "conversation"; key: string; conversation: ConversationView; messages: Message[] }
  | { kind: "unread"; key: string; count: number }
  | { kind: "message"; key: string; message: Message; continues: boolean };

/** Messages of one side within this time are shown as one group. */
const groupMs = 5 * minuteMs;

type Thread = {
  /** In the order of the screen. */
  messages: readonly Message[];
  conversations: readonly ConversationView[];
  timeZone: string;
  /** The first message that was unread when the thread was opened. */
  firstUnread: { key: string; count: number } | null;
};

/** Puts days, conversations and the unread line between the messages. */
export function buildRows({ messages, conversations, timeZone, firstUnread }: Thread): Row[] {
  const openers = openersOf(messages, conversations);
  const members = Map.groupBy(messages, ({ conversationId }) => conversationId);
  const dayOf = dayReader(timeZone);
  const rows: Row[] = [];
  let before: Message | null = null;
  for (const message of messages) {
    const key = keyOf(message);
    const at = Date.parse(message.sentAt);
    const day = dayOf(at);
    const dividers: Row[] = [];
    if (before === null || dayOf(Date.parse(before.sentAt)) !== day) {
      dividers.push({ kind: "day", key: `day ${day} ${key}`, at });
    }
    for (const conversation of openers.get(message.id) ?? []) {
      dividers.push({
        kind: "conversation",
        key: `conversation ${conversation.id}`,
        conversation,
        messages: members.get(conversation.id) ?? [],
      });
    }
    if (firstUnread?.key === key) {
      dividers.push({ kind: "unread", key: "unread", count: firstUnread.count });
    }
    const continues = dividers.length === 0 && before !== null && isSameGroup(before, message);
    rows.push(...dividers, { kind: "message", key, message, continues });
    before = message;
  }
  return rows;
}

/** The key of a message: its client id, so that a bubble stays the same one when the server has accepted it. */
export function keyOf(message: Message): string {
  return message.clientId ?? message.id;
}

function openersOf(
  messages: readonly Message[],
  conversations: readonly ConversationView[],
): Map<string, ConversationView[]> {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const firstOut = new Map<string, Message>();
  for (const message of messages) {
    const { conversationId, direction } = message;
    if (direction === "out" && conversationId !== null && !firstOut.has(conversationId)) {
      firstOut.set(conversationId, message);
    }
  }
  const openers = new Map<string, ConversationView[]>();
  for (const conversation of conversations) {
    const opener = byId.get(conversation.id) ?? firstOut.get(conversation.id);
    if (opener !== undefined) {
      openers.set(opener.id, [...(openers.get(opener.id) ?? []), conversation]);
    }
  }
  return openers;
}

/** Days begin on quarters of an hour everywhere: one look at the calendar for each, not for each message. */
function dayReader(timeZone: string): (at: Instant) => string {
  const known = new Map<number, string>();
  return (at) => {
    const quarter = Math.floor(at / (15 * minuteMs));
    const day = known.get(quarter) ?? localDate(at, timeZone);
    known.set(quarter, day);
    return day;
  };
}

function isSameGroup(before: Message, message: Message): boolean {
  return (
    before.direction === message.direction &&
    before.channelId === message.channelId &&
    before.author?.id === message.author?.id &&
    before.automatic === message.automatic &&
    !isLine(before) &&
    !isLine(message) &&
    Date.parse(message.sentAt) - Date.parse(before.sentAt) < groupMs
  );
}
