import type { Category } from "#domain/conversation.ts";
import { hasWords } from "../text/i18n.ts";
import type { Words } from "./use-words.ts";

/** The word for a category of Meta's, in any case; one that we do not know is shown as it came. */
export function categoryWord(category: string, words: Words): string {
  const name = category.toLowerCase();
  return isKnown(name) ? words(`category.${name}`) : category;
}

function isKnown(category: string): category is Category {
  return hasWords(`category.${category}`);
}
