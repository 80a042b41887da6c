import type { InboundAttachment, InboundMessage, Json } from "#channels/channel.ts";
import type { CustomerEventKind } from "#domain/window.ts";
import {
  compact,
  isNode,
  jsonOf,
  listOf,
  looseFlag,
  looseId,
  looseNode,
  looseNumber,
  looseObject,
  looseText,
  looseTime,
  type Node,
} from "./loose.ts";
import { readFailure } from "./read-failure.ts";
import { readMedia } from "./read-media.ts";
import { readSystem } from "./read-system.ts";

/** What a message says, apart from who sent it and when. */
export type Content = {
  event: CustomerEventKind;
  kind: string;
  text: string | null;
  attachments: InboundAttachment[];
  payload: { [key: string]: Json };
} & Pick<InboundMessage, "identityChange" | "amends" | "ownPhone">;

const textShape = looseObject({ body: looseText });
const locationShape = looseObject({
  latitude: looseNumber,
  longitude: looseNumber,
  name: looseText,
  address: looseText,
  url: looseText,
});
const buttonShape = looseObject({ payload: looseText, text: looseText });
const replyShape = looseObject({ id: looseText, title: looseText, description: looseText });
const interactiveShape = looseObject({
  type: looseId,
  button_reply: looseNode,
  list_reply: looseNode,
  nfm_reply: looseNode,
  call_permission_reply: looseNode,
});
const permissionShape = looseObject({
  response: looseId,
  is_permanent: looseFlag,
  expiration_timestamp: looseTime,
});
const contactShape = looseObject({ origin: looseId });
const phoneShape = looseObject({ phone: looseText, wa_id: looseId });
const flowShape = looseObject({ name: looseText, body: looseText, response_json: looseText });
const unsupportedShape = looseObject({ type: looseId });
const editShape = looseObject({ original_message_id: looseId, message: looseNode });
const editedShape = looseObject({ type: looseId });
const emojiShape = looseObject({ emoji: looseText });
const orderShape = looseObject({ text: looseText });

/** What a file of imported history is called until its body comes. */
export const placeholderKind = "media";

/** The content by its type (§4.3). A type that nobody knows is shown like an unsupported one, with its body kept. */
export function readContent(type: string | null, raw: Node): Content {
  const node = type !== null && Object.hasOwn(raw, type) && isNode(raw[type]) ? raw[type] : {};
  switch (type) {
    case "text":
      return content("text", type, { text: textShape.parse(node).body });
    case "image":
    case "video":
    case "audio":
    case "document":
      return content("media", type, readMedia(node));
    case "sticker":
      return content("sticker", type, readMedia(node));
    case "location":
      return content("location", type, { payload: { location: compact(locationShape.parse(node)) } });
    case "contacts":
      return readContacts(listOf(raw, "contacts"));
    case "order":
      return content("order", type, { text: orderShape.parse(node).text, payload: { order: jsonOf(node) } });
    case "button":
      return readButton(node);
    case "interactive":
      return readInteractive(node);
    case "system":
      return readSystem(node, raw);
    case "request_welcome":
      return content("welcome", "welcome", {});
    case "reaction":
      // One of ours, put on in the phone app: its target is what it answers, its emoji what it says.
      return content("reaction", type, { text: emojiShape.parse(node).emoji });
    case "edit":
      return readEdit(node);
    case "revoke":
      return readRevoke(node);
    case "media_placeholder":
      // Imported history names a file before it brings it, under the same id (§4.8).
      return content("media", placeholderKind, {});
    default:
      return readUnsupported(type, node, raw);
  }
}

/** A content of which only what is named is known. */
export function content(event: CustomerEventKind, kind: string, known: Partial<Content>): Content {
  return { event, kind, text: null, attachments: [], payload: {}, ...known };
}

/** The tap on a quick reply of a template. */
function readButton(node: Node): Content {
  const button = buttonShape.parse(node);
  return content("button", "button", { text: button.text, payload: { button: { payload: button.payload } } });
}

/** The answer to an interactive message; its node may be missing, which changes nothing about the window (W1). */
function readInteractive(node: Node): Content {
  const interactive = interactiveShape.parse(node);
  const reply = replyShape.parse(interactive.button_reply ?? interactive.list_reply ?? {});
  const flow = flowShape.parse(interactive.nfm_reply ?? {});
  const answer = compact({
    type: interactive.type,
    id: reply.id,
    description: reply.description,
    flow: flow.name,
    response: flow.response_json,
    permission: readPermission(interactive.call_permission_reply),
  });
  const known = ["button_reply", "list_reply", "nfm_reply", "call_permission_reply", null];
  return content("interactive", "interactive", {
    text: reply.title ?? flow.body,
    payload: { interactive: known.includes(interactive.type) ? answer : jsonOf(node) },
  });
}

/** Whether the customer lets us call, and until when; null when the answer is about something else. */
function readPermission(node: Node | null): Json {
  if (node === null) {
    return null;
  }
  const permission = permissionShape.parse(node);
  return compact({
    response: permission.response,
    permanent: permission.is_permanent || null,
    until: permission.expiration_timestamp,
  });
}

/** Contacts as they came. The answer to our request for a number is the sender's own, whoever its card names (§4.9). */
function readContacts(contacts: readonly Node[]): Content {
  const known = { payload: { contacts: jsonOf(contacts) } };
  const own = contacts.find((contact) => contactShape.parse(contact).origin === "contact_request");
  const phones = (own === undefined ? [] : listOf(own, "phones")).map((phone) => phoneShape.parse(phone));
  const digits = phones.map(({ wa_id, phone }) => digitsOf(wa_id, "") ?? digitsOf(phone, "+")).find(isString);
  return content("contacts", "contacts", digits === undefined ? known : { ...known, ownPhone: digits });
}

/** Digits of a whole number; null for one without its country, and for anything that has not E.164's length. */
function digitsOf(number: string | null, sign: "" | "+"): string | null {
  const digits = number?.startsWith(sign) ? number.slice(sign.length).replaceAll(/[\s().-]/g, "") : "";
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : null;
}

function isString(value: string | null): value is string {
  return value !== null;
}

/** The new text of an earlier message; the target is named, the old text is never overwritten here. */
function readEdit(node: Node): Content {
  const edit = editShape.parse(node);
  const message = edit.message ?? {};
  const { type } = editedShape.parse(message);
  const edited = type === "edit" ? null : readContent(type, message);
  return content("edit", "edit", {
    text: edited?.text ?? null,
    attachments: edited?.attachments ?? [],
    payload: { edit: edit.original_message_id },
    ...amends("edit", edit.original_message_id),
  });
}

/** An earlier message is taken back; what it said is not ours to forget: the team may have acted on it. */
function readRevoke(node: Node): Content {
  const { original_message_id: id } = editShape.parse(node);
  return content("revoke", "revoke", { payload: { revoke: id }, ...amends("revoke", id) });
}

function amends(change: "edit" | "revoke", providerId: string | null): Pick<Content, "amends"> {
  return providerId === null ? {} : { amends: { providerId, change } };
}

/** A placeholder: polls, view-once pictures and whatever comes next. It still opens the window (W2). */
function readUnsupported(type: string | null, node: Node, raw: Node): Content {
  const [error] = listOf(raw, "errors");
  const failure = error === undefined ? null : readFailure(error);
  const named = type === "unsupported" ? unsupportedShape.parse(node).type : type;
  return content("unsupported", "unsupported", {
    payload: {
      unsupported: compact({
        type: named,
        code: failure?.code ?? null,
        detail: failure?.detail ?? null,
        body: type === "unsupported" || type === null ? null : jsonOf(node),
      }),
    },
  });
}
