import type { ThreadItem } from "#contract/threads.ts";
import { kindWord } from "../../ui/kind-word.ts";
import type { Words } from "../../ui/use-words.ts";

/** One line of what was said last, with who said it; something without text is named by its kind. */
export function previewText(last: ThreadItem["lastMessage"], words: Words): string {
  if (last === null) {
    return words("list.noMessages");
  }
  const text = last.text.replace(/\s+/g, " ").trim() || kindWord(last.kind, words);
  if (last.kind === "system" || last.direction === "in") {
    return text;
  }
  const by = last.direction === "note" ? "list.note" : last.automatic ? "list.automatic" : "list.you";
  return `${words(by)}: ${text}`;
}
