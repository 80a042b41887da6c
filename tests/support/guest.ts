import type { Message } from "#contract/messages.ts";
import type { ConversationView, ThreadDetail, ThreadItem, WindowView } from "#contract/threads.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import type { JsonObject } from "../../simulators/cloud-api/json.ts";
import type { World } from "./world.ts";

/** An answer of the API to something that the hotel tried. */
export type Attempt = { status: number; body: unknown };

/** When something happens: a time of March 2026 in Madrid ("10 18:02:00"); none: now. */
export type When = { at?: string };

/** One customer of the hotel: what she does on her phone, and her thread as the hotel sees and answers it. */
export type Guest = {
  /** Her wa_id; her BSUID when she has no number. */
  id: string;
  /** She writes; resolves with the message's id when everything that follows from it is done. */
  writes(
    message: string | JsonObject,
    options?: When & { sentAt?: string; phoneNumberId?: string },
  ): Promise<string>;
  threadId(): Promise<string>;
  thread(): Promise<ThreadDetail>;
  /** Her window on a channel: that of the identity which used it last. */
  window(channelId?: string): Promise<WindowView>;
  conversations(): Promise<ConversationView[]>;
  /** Oldest first, as the screen shows them. */
  messages(): Promise<Message[]>;
  lastMessage(): Promise<Message>;
  /** The hotel answers with free text. */
  answer(text: string, options?: When & { channelId?: string }): Promise<Attempt>;
  /** The hotel sends a Spanish template, with values for its body by number or name. */
  sendTemplate(name: string, fields?: Record<string, string>, options?: When): Promise<Attempt>;
  sendMail(subject: string, text: string, options?: When): Promise<Attempt>;
};

/** A mail for the hotel: `answers` is the Message-ID that its In-Reply-To names. */
export type GuestMail = When & { from: string; subject: string; text: string; answers?: string };

/** Delivers a mail to the hotel; resolves when the reader has stored it and everything that follows is done. */
export async function writeMail(world: World, { at, answers, ...mail }: GuestMail): Promise<void> {
  if (at !== undefined) {
    world.at(at);
  }
  await world.mail.deliver({ ...mail, inReplyTo: answers });
  await world.mail.settled({ awaitReader: true });
  await world.settle();
}

/** Puts a customer with a phone into the world; the hotel hears of her when she writes. */
export function addGuest(world: World, who: { name: string; waId?: string; bsuid?: string }): Guest {
  const id = who.waId ?? who.bsuid ?? "";
  world.cloudApi.addCustomer(who);
  return createGuest(world, { id, name: who.name });
}

/** A customer whom an agent entered by hand and who never wrote. */
export async function enterGuest(
  world: World,
  who: { name: string; waId: string; email?: string },
): Promise<Guest> {
  const { name, waId, email } = who;
  world.cloudApi.addCustomer({ name, waId });
  await world.api.post("/customers", { name, phone: `+${waId}`, ...(email === undefined ? {} : { email }) });
  return createGuest(world, { id: waId, name });
}

function createGuest(world: World, { id, name }: { id: string; name: string }): Guest {
  function moveTo({ at }: When): void {
    if (at !== undefined) {
      world.at(at);
    }
  }

  async function find(): Promise<ThreadItem> {
    const { items } = await world.api.get<{ items: ThreadItem[] }>("/threads?limit=100");
    const [found, ...others] = items.filter(({ customer }) => customer.name === name);
    if (found === undefined || others.length > 0) {
      throw new Error(`${name} has ${found === undefined ? "no thread" : `${others.length + 1} threads`}`);
    }
    return found;
  }
  const threadId = async () => (await find()).id;
  const thread = async () => world.api.get<ThreadDetail>(`/threads/${await threadId()}`);
  const messages = async () => {
    const path = `/threads/${await threadId()}/messages?limit=100`;
    return (await world.api.get<{ items: Message[] }>(path)).items.toReversed();
  };
  async function send(body: object, when: When): Promise<Attempt> {
    moveTo(when);
    const path = `/threads/${await threadId()}/messages`;
    const attempt = await world.api.call("POST", path, { clientId: crypto.randomUUID(), ...body });
    await world.settle();
    return attempt;
  }

  return {
    id,
    threadId,
    thread,
    messages,
    async writes(message, options = {}) {
      moveTo(options);
      const { phoneNumberId = hotel.phoneNumberId, sentAt } = options;
      const content = typeof message === "string" ? { type: "text", text: { body: message } } : message;
      const sent = sentAt === undefined ? {} : { sentAt };
      const written = world.cloudApi.writeAsCustomer(id, { ...content, ...sent, phoneNumberId });
      await world.settle();
      return written.id;
    },
    async window(channelId = world.whatsappChannelId) {
      const { windows, replyTo } = await thread();
      const onChannel = windows.filter((window) => window.channelId === channelId);
      const window = onChannel.find(({ identityId }) => identityId === replyTo?.identityId) ?? onChannel[0];
      if (window === undefined) {
        throw new Error(`${name} has no window on channel ${channelId}`);
      }
      return window;
    },
    conversations: async () => (await thread()).conversations,
    async lastMessage() {
      const last = (await messages()).at(-1);
      if (last === undefined) {
        throw new Error(`The thread of ${name} is empty`);
      }
      return last;
    },
    answer: (text, { channelId = world.whatsappChannelId, ...when } = {}) =>
      send({ kind: "text", channelId, text }, when),
    sendTemplate: (template, body = {}, when = {}) =>
      send(
        {
          kind: "template",
          channelId: world.whatsappChannelId,
          template: { name: template, language: "es_ES", fields: { body } },
        },
        when,
      ),
    sendMail: (subject, text, when = {}) =>
      send({ kind: "email", channelId: world.emailChannelId, subject, text }, when),
  };
}
