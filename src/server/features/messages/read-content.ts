import { type ContentPayload, contentPayload, interactivePayload } from "#contract/content.ts";
import type { SendMessageBody } from "#contract/messages.ts";
import { type Content, isMediaKind, type ReactionTarget } from "#domain/content.ts";
import { ourFile } from "#domain/fill-problems.ts";
import type { FieldValues } from "#domain/template.ts";
import type { FileToSend } from "../uploads/attach-files.ts";
import type { MessageColumns } from "./messages.queries.ts";

/** What a message carries beyond text, template and subject: for the rules, and as it is kept. */
export type Carried = {
  /** Null: it is no more than a text. */
  content: Content | null;
  payload: ContentPayload | null;
  /** Caption, question or emoji: what is shown where a line has to do. */
  text: string | null;
};

/** The uploads that a message names, in its order. */
export function uploadsOf(body: SendMessageBody): string[] {
  if ("uploadId" in body) {
    return [body.uploadId];
  }
  if (body.kind === "email") {
    return body.uploadIds ?? [];
  }
  if (body.kind === "template") {
    return templateUploads(body.template.fields ?? {});
  }
  const header =
    body.kind === "interactive" && "header" in body.interactive ? body.interactive.header : undefined;
  return header !== undefined && "uploadId" in header ? [header.uploadId] : [];
}

/** The picture, video or document of a header may be a file of ours; an id of the provider's or a link is none. */
function templateUploads({ header, cards = {} }: FieldValues): string[] {
  return [header, ...Object.values(cards).map((card) => card.header)].flatMap((one = {}) =>
    [one.image, one.video, one.document].flatMap((source) =>
      source !== undefined && ourFile.test(source) ? [source] : [],
    ),
  );
}

/** The content of a new message. `files` are its uploads, `target` what a reaction is put on. */
export function readContent(
  body: Exclude<SendMessageBody, { kind: "note" | "template" }>,
  { files, target }: { files: readonly FileToSend[]; target: ReactionTarget | null },
): Carried {
  const [file = null] = files;
  switch (body.kind) {
    case "text":
    case "email":
      return { content: null, payload: null, text: body.text };
    case "location":
      return placeOf(body.location);
    case "contacts":
      return cardsOf(body.contacts);
    case "interactive": {
      const interactive = interactivePayload.parse(withoutUpload(body.interactive));
      return {
        content: { kind: "interactive", interactive, file },
        payload: { interactive },
        text: interactive.body,
      };
    }
    case "reaction":
      return reactionOf(body.emoji, target);
    default: {
      const { kind, text: caption = null, voice: isVoice = false } = body;
      const payload = isVoice ? { voice: true as const } : null;
      return { content: { kind, file, caption, isVoice }, payload, text: caption };
    }
  }
}

/** The content of a message that is sent again, as it is kept; null for what is no more than a text. */
export function restoreContent(
  original: MessageColumns,
  { files, target }: { files: readonly FileToSend[]; target: ReactionTarget | null },
): Carried {
  const { kind, text } = original;
  const payload = contentPayload.safeParse(original.payload).data ?? {};
  const [file = null] = files;
  if (isMediaKind(kind)) {
    const isVoice = payload.voice === true;
    return {
      content: { kind, file, caption: text, isVoice },
      payload: isVoice ? { voice: true } : null,
      text,
    };
  }
  const { location, contacts, interactive } = payload;
  if (kind === "location" && location !== undefined) {
    return placeOf(location);
  }
  if (kind === "contacts" && contacts !== undefined) {
    return cardsOf(contacts);
  }
  if (kind === "interactive" && interactive !== undefined) {
    return { content: { kind, interactive, file }, payload: { interactive }, text };
  }
  return kind === "reaction" ? reactionOf(text ?? "", target) : { content: null, payload: null, text };
}

function placeOf(location: NonNullable<ContentPayload["location"]>): Carried {
  return { content: { kind: "location", location }, payload: { location }, text: null };
}

function reactionOf(emoji: string, target: ReactionTarget | null): Carried {
  const known = target ?? { isKnownToProvider: false, isReaction: false, sentAt: 0 };
  return { content: { kind: "reaction", emoji, target: known }, payload: null, text: emoji };
}

function cardsOf(contacts: NonNullable<ContentPayload["contacts"]>): Carried {
  return { content: { kind: "contacts", contacts }, payload: { contacts }, text: null };
}

/** Which upload it was is of no use later: the file is an attachment of the message. */
function withoutUpload(
  interactive: Extract<SendMessageBody, { kind: "interactive" }>["interactive"],
): object {
  if (!("header" in interactive) || interactive.header === undefined || !("uploadId" in interactive.header)) {
    return interactive;
  }
  return { ...interactive, header: { type: interactive.header.type } };
}
