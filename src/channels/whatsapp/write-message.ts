import type { Destination, Json, OutboundMessage } from "#channels/channel.ts";
import { writeCarried } from "./write-carried.ts";

type Body = { [key: string]: Json };

/**
 * The body of `POST /{phone}/messages` (§2.1); null when WhatsApp can't carry such a message. Our attempt id comes back
 * on every status of the message.
 */
export function writeMessage(message: OutboundMessage): Body | null {
  const content = writeContent(message);
  const recipient = writeRecipient(message.destination);
  if (content === null || recipient === null) {
    return null;
  }
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...recipient,
    ...content,
    biz_opaque_callback_data: message.attemptId,
  };
}

/** Without "+" Meta would put our own country code before the number. A BSUID goes to `recipient` (§4.9). */
function writeRecipient({ kind, value }: Destination): Body | null {
  switch (kind) {
    case "to":
      return { to: value.startsWith("+") ? value : `+${value}` };
    case "recipient":
      return { recipient: value };
    case "email":
      return null;
    default:
      return kind satisfies never;
  }
}

function writeContent(message: OutboundMessage): Body | null {
  const { kind, text, template, answers } = message;
  if (kind === "email") {
    return null;
  }
  const context: Body = answers === null ? {} : { context: { message_id: answers } };
  switch (kind) {
    case "text":
      return text === null ? null : { ...context, type: "text", text: writeText(text) };
    case "template":
      return template === null ? null : writeTemplate(message, template, context);
    case "reaction":
      return answers === null
        ? null
        : { type: "reaction", reaction: { message_id: answers, emoji: text ?? "" } };
    default: {
      const content = writeCarried(kind, message);
      return content === null ? null : { ...context, type: kind, [kind]: content };
    }
  }
}

function writeText(text: string): Body {
  return { body: text, preview_url: /https?:\/\//i.test(text) };
}

/** `components` is left out when the template has no variables (§3.6). Null: the file of a header is not at Meta. */
function writeTemplate(
  { files }: OutboundMessage,
  template: { name: string; language: string; components: Json[] },
  context: Body,
): Body | null {
  const { name, language } = template;
  const mediaIds = files.map(({ mediaId }) => mediaId).values();
  const components = template.components.map((component) => withMediaIds(component, mediaIds));
  const isComplete = !JSON.stringify(components).includes(`{"upload":`);
  const head: Body = { name, language: { code: language } };
  const body = template.components.length === 0 ? head : { ...head, components };
  return isComplete ? { ...context, type: "template", template: body } : null;
}

/** Files of ours were handed to Meta before: there they have ids. They come in the order in which the headers name them. */
function withMediaIds(node: Json, mediaIds: ArrayIterator<string | null>): Json {
  if (Array.isArray(node)) {
    return node.map((item) => withMediaIds(item, mediaIds));
  }
  if (typeof node !== "object" || node === null) {
    return node;
  }
  const { upload, ...others } = node;
  const mediaId = typeof upload === "string" ? (mediaIds.next().value ?? null) : null;
  const own: Body = mediaId === null ? node : { ...others, id: mediaId };
  return Object.fromEntries(Object.entries(own).map(([key, value]) => [key, withMediaIds(value, mediaIds)]));
}
