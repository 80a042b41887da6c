import type { Words } from "./use-words.ts";

/** The word for a kind of channel; an unknown kind is named as it is. */
export function channelWord(kind: string, words: Words): string {
  switch (kind) {
    case "whatsapp":
      return words("channel.whatsapp");
    case "email":
      return words("channel.email");
    case "note":
      return words("channel.note");
    default:
      return kind;
  }
}
