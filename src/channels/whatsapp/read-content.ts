import type { IdentityChange, InboundAttachment, Json } from "#channels/channel.ts";
import type { CustomerEventKind } from "#domain/window.ts";
import {
  compact,
  isNode,
  jsonOf,
  listOf,
  looseId,
  looseNode,
  looseNumber,
  looseObject,
  looseText,
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
  identityChange?: IdentityChange;
};

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
});
const flowShape = looseObject({ name: looseText, body: looseText, response_json: looseText });
const unsupportedShape = looseObject({ type: looseId });
const editShape = looseObject({ original_message_id: looseId, message: looseNode });
const editedShape = looseObject({ type: looseId });
const orderShape = looseObject({ text: looseText });

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
      return content("contacts", type, { payload: { contacts: jsonOf(listOf(raw, "contacts")) } });
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
      return content("reaction", type, { payload: { reaction: jsonOf(node) } });
    case "edit":
      return readEdit(node);
    case "revoke":
      return content("revoke", type, { payload: { revoke: editShape.parse(node).original_message_id } });
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
  });
  const known = ["button_reply", "list_reply", "nfm_reply", null];
  return content("interactive", "interactive", {
    text: reply.title ?? flow.body,
    payload: { interactive: known.includes(interactive.type) ? answer : jsonOf(node) },
  });
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
  });
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
