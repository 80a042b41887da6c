import type { JsonObject } from "../json.ts";
import { asObject, asObjects, asText } from "../json.ts";
import { mediaTypes } from "../media/media-rules.ts";
import type { InboundMessage, Message, OutboundMessage } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { windowClosesAt } from "../statuses/window-engine.ts";
import { findPair, threadOf } from "../store.ts";
import { viewChoices } from "./view-choices.ts";
import { addressOf, readHeader, viewCards, viewContacts, viewHeader, viewPlace } from "./view-parts.ts";

/** A thread as the customer's phone shows it, with what she can't see but the panel tells. */
export function viewThread(simulator: Simulator, customerKey: string, phoneNumberId: string): JsonObject {
  const { store, clock, typing } = simulator;
  const pair = findPair(store, phoneNumberId, customerKey);
  const messages = pair ? threadOf(store, pair) : [];
  const closesAt = windowClosesAt(pair);
  const typingUntil = typing.get(`${phoneNumberId}|${customerKey}`) ?? 0;
  return {
    now: new Date(clock.now()).toISOString(),
    windowClosesAt: closesAt === null ? null : new Date(closesAt).toISOString(),
    isBusinessTyping: typingUntil > Date.now(),
    messages: messages
      .filter(isOnPhone)
      .map((message) => viewMessage(simulator, message))
      // A customer's stamp has whole seconds; within one second the order of filing counts.
      .sort((a, b) => secondOf(a) - secondOf(b)),
    undelivered: messages.flatMap((message) =>
      message.direction === "out" && !message.hasReached && message.type !== "reaction"
        ? [viewUndelivered(message)]
        : [],
    ),
  };
}

/** The last message of a thread and how many wait to be seen. */
export function viewSummary(simulator: Simulator, customerKey: string, phoneNumberId: string): JsonObject {
  const pair = findPair(simulator.store, phoneNumberId, customerKey);
  const visible = (pair ? threadOf(simulator.store, pair) : []).filter(isOnPhone);
  const last = visible.at(-1);
  return {
    unseen: visible.filter((message) => message.direction === "out" && !message.isSeen).length,
    last: last ? viewMessage(simulator, last) : null,
  };
}

function secondOf(message: JsonObject): number {
  return Math.floor(Date.parse(String(message.at)) / 1000);
}

/** What changes another message, or only tells of something, is no bubble of its own. */
const hidden = new Set(["reaction", "edit", "revoke", "system", "request_welcome"]);

function isOnPhone(message: Message): boolean {
  return !hidden.has(message.type) && (message.direction === "in" || message.hasReached);
}

function viewMessage(simulator: Simulator, stored: Message): JsonObject {
  const { store } = simulator;
  const message = editedOf(stored);
  const at = message.direction === "in" ? message.sentAt : message.acceptedAt;
  const context = asObject(message.content.context);
  const quoted = store.messages.get(asText(context?.id) ?? asText(context?.message_id) ?? "");
  return {
    id: message.id,
    author: message.direction === "in" ? "customer" : "business",
    at: new Date(at).toISOString(),
    type: message.type,
    text: textOf(message),
    media: viewMedia(message),
    content: message.type === "template" ? null : (message.content[message.type] ?? null),
    template: message.direction === "out" && !message.isRevoked ? viewTemplate(message) : null,
    header: viewHeader(readHeader(asObject(message.content.interactive)), null),
    place: asObject(message.content.location) ? viewPlace(asObject(message.content.location) ?? {}) : null,
    contacts: viewContacts(message.content.contacts),
    cards: viewCards(simulator, message),
    choices: message.direction === "out" && !message.isRevoked ? viewChoices(simulator, message) : [],
    isEdited: message.edited !== null,
    isRevoked: message.isRevoked,
    isForwarded: context?.forwarded === true || context?.frequently_forwarded === true,
    reaction: message.reaction,
    ticks: message.direction === "in" ? ticksOf(message) : null,
    quoted: quoted
      ? {
          author: quoted.direction === "in" ? "customer" : "business",
          type: quoted.type,
          text: textOf(quoted),
        }
      : null,
  };
}

/** A message as its writer left it: with the words of its edit, or empty when it was taken back. */
function editedOf(message: Message): Message {
  if (message.isRevoked) {
    return { ...message, type: "revoked", content: {} };
  }
  const type = asText(message.edited?.type);
  return message.edited && type !== null
    ? { ...message, type, content: { ...message.content, ...message.edited } }
    : message;
}

function viewTemplate(message: OutboundMessage): JsonObject | null {
  const rendered = message.template?.rendered;
  if (!rendered) {
    return null;
  }
  const { offer } = rendered;
  return {
    header: viewHeader(rendered.header, message.linkedMediaId),
    body: rendered.body,
    footer: rendered.footer,
    buttons: rendered.buttons.map((button) => ({ ...button })),
    offer: offer
      ? { text: offer.text, endsAt: offer.endsAt === null ? null : new Date(offer.endsAt).toISOString() }
      : null,
  };
}

function viewMedia(message: Message): JsonObject | null {
  const node = mediaTypes.includes(message.type) ? asObject(message.content[message.type]) : null;
  return node && addressOf(node, message.direction === "out" ? message.linkedMediaId : null);
}

/** The words of a message, whatever its type. */
function textOf(message: Message): string | null {
  if (message.direction === "out" && message.template && !message.isRevoked) {
    return message.template.rendered.body;
  }
  const node = asObject(message.content[message.type]);
  const reply = asObject(node?.button_reply) ?? asObject(node?.list_reply);
  const form = asObject(node?.nfm_reply)?.body;
  const name = asObject(asObjects(message.content.contacts)[0]?.name)?.formatted_name;
  const found = [node?.body, asObject(node?.body)?.text, node?.text, node?.caption];
  const words = [...found, reply?.title, form, node?.name, name].map(asText);
  return words.find((text) => text !== null) ?? null;
}

function ticksOf(message: InboundMessage): string {
  if (message.readAt !== null) {
    return "read";
  }
  return message.webhook === "delivered" ? "delivered" : "sent";
}

function viewUndelivered(message: OutboundMessage): JsonObject {
  return {
    id: message.id,
    at: new Date(message.acceptedAt).toISOString(),
    status: message.status,
    code: message.fate.failsWith?.code ?? null,
    text: textOf(message),
  };
}
