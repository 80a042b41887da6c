import type { ThreadItem } from "#contract/threads.ts";
import { kindWord } from "../../ui/kind-word.ts";
import type { Words } from "../../ui/use-words.ts";

type LastMessage = NonNullable<ThreadItem["lastMessage"]>;

/** One line of what was said last, with who said it; something without text is named by its kind. */
export function previewText(last: ThreadItem["lastMessage"], words: Words): string {
  if (last === null) {
    return words("list.noMessages");
  }
  const by = speakerOf(last, words);
  return by === null ? saidText(last, words) : `${by}: ${saidText(last, words)}`;
}

/** Who said it, when it was not the customer. */
export function speakerOf({ direction, kind, automatic }: LastMessage, words: Words): string | null {
  if (kind === "system" || direction === "in") {
    return null;
  }
  return words(direction === "note" ? "list.note" : automatic ? "list.automatic" : "list.you");
}

/** What was said, on one line; without text the word for its kind. */
export function saidText({ kind, text, voice }: LastMessage, words: Words): string {
  return text.replace(/\s+/g, " ").trim() || kindWord(voice === true ? "voice" : kind, words);
}
