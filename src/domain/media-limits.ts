import type { FileFacts, MediaKind } from "./content.ts";
import { type ContentProblem, findLengthProblem } from "./content-problem.ts";

const kilobyte = 1_024;
const megabyte = 1_024 * kilobyte;

/** The largest file that any message carries: a document. */
export const largestFileBytes = 100 * megabyte;

/** WhatsApp's limit of the text under a picture, film or document (§2.2). */
export const maxCaptionLength = 1_024;

/** What each kind of message may carry (§2.2). A document may be of any type. */
const rules: Record<MediaKind, { types: readonly string[] | null; largestBytes: number; caption: boolean }> =
  {
    image: { types: ["image/jpeg", "image/png"], largestBytes: 5 * megabyte, caption: true },
    video: { types: ["video/mp4", "video/3gpp"], largestBytes: 16 * megabyte, caption: true },
    audio: {
      types: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"],
      largestBytes: 16 * megabyte,
      caption: false,
    },
    document: { types: null, largestBytes: largestFileBytes, caption: true },
    sticker: { types: ["image/webp"], largestBytes: 500 * kilobyte, caption: false },
  };

const stillStickerBytes = 100 * kilobyte;

/** Why a file can't go as a message of this kind; null when it can. */
export function findFileProblem(
  kind: MediaKind,
  file: FileFacts,
  { isVoice = false }: { isVoice?: boolean } = {},
): ContentProblem | null {
  const { types, largestBytes } = rules[kind];
  const type = essenceOf(file.type);
  const isTaken = types === null || types.includes(type);
  const isOgg = type === "audio/ogg";
  // Of Ogg WhatsApp plays Opus alone, and in one channel where it is a voice note (§6).
  const isPlayed = kind !== "audio" || !isOgg || /opus/i.test(file.type);
  if (!isTaken || !isPlayed || (isVoice && (!isOgg || file.isStereo === true))) {
    return { field: "file", problem: "wrong-type" };
  }
  if (kind === "image" && file.form != null) {
    return { field: "file", problem: `${file.form}-picture` };
  }
  const limit = kind === "sticker" && file.isAnimated !== true ? stillStickerBytes : largestBytes;
  if (file.size > limit) {
    return { field: "file", problem: "too-large", limit };
  }
  return file.size === 0 ? { field: "file", problem: "missing" } : null;
}

/** Why a text can't stand under a file of this kind; null when it can. */
export function findCaptionProblem(kind: MediaKind, caption: string | null): ContentProblem | null {
  if (caption !== null && caption !== "" && !rules[kind].caption) {
    return { field: "caption", problem: "unfit" };
  }
  return findLengthProblem("caption", caption ?? undefined, maxCaptionLength);
}

/** Providers take mails of 25 MB, in which files are a third larger than they are. */
export const largestMailFilesBytes = 18 * megabyte;

/** Why files can't go along with a mail; null when they can. */
export function findMailFilesProblem(files: readonly { size: number | null }[]): ContentProblem | null {
  const total = files.reduce((sum, { size }) => sum + (size ?? 0), 0);
  return total > largestMailFilesBytes
    ? { field: "file", problem: "too-large", limit: largestMailFilesBytes }
    : null;
}

/** The kind of message that shows a file best: a document where no other kind takes its type. */
export function mediaKindOf(type: string): MediaKind {
  const essence = essenceOf(type);
  const shown = (["image", "video", "audio"] as const).find((kind) => rules[kind].types?.includes(essence));
  return shown ?? "document";
}

/** A type without its parameters: `audio/ogg; codecs=opus` is `audio/ogg`. */
function essenceOf(type: string): string {
  return (type.split(";")[0] ?? "").trim().toLowerCase();
}
