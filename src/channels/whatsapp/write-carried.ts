import type { Json, OutboundMessage } from "#channels/channel.ts";
import type { ContentKind, MediaKind } from "#domain/content.ts";
import { writeInteractive } from "./write-interactive.ts";

type Body = { [key: string]: Json };

/** The node of a message that is more than a text (§2.2, §2.3); null when what it needs is not there. */
export function writeCarried(
  kind: Exclude<ContentKind, "reaction">,
  message: OutboundMessage,
): Body | Body[] | null {
  const { carried } = message;
  switch (kind) {
    case "location":
      return carried.location === undefined ? null : written(carried.location);
    case "contacts":
      return carried.contacts?.map(written) ?? null;
    case "interactive":
      return carried.interactive === undefined ? null : writeInteractive(carried.interactive, message.files);
    default:
      return writeMedia(kind, message);
  }
}

/** Sound and stickers have no caption; only a document shows its name, whose ending chooses the icon. */
function writeMedia(kind: MediaKind, { files, text, carried }: OutboundMessage): Body | null {
  const [file] = files;
  if (file === undefined || file.mediaId === null) {
    return null;
  }
  const hasCaption = text !== null && text !== "" && kind !== "audio" && kind !== "sticker";
  return {
    id: file.mediaId,
    ...(hasCaption ? { caption: text } : {}),
    ...(kind === "document" && file.name !== null ? { filename: file.name } : {}),
    ...(kind === "audio" && carried.voice === true ? { voice: true } : {}),
  };
}

/** What is there, as JSON: an undefined detail is none. */
function written(value: object): Body {
  return JSON.parse(JSON.stringify(value)) as Body;
}
