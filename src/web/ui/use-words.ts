import { createContext, use } from "react";
import type { Language, Words } from "../text/translate.ts";

export type { Words } from "../text/translate.ts";

/** What WordsProvider hands to all screens. */
export const SpokenWords = createContext<{ language: Language; words: Words } | null>(null);

/** The words in the language of the person; renders again when it changes. */
export function useWords(): Words {
  return useSpoken().words;
}

/** The language of the person; renders again when it changes. */
export function useLanguage(): Language {
  return useSpoken().language;
}

function useSpoken(): { language: Language; words: Words } {
  const spoken = use(SpokenWords);
  if (spoken === null) {
    throw new Error("Words are for what stands inside WordsProvider.");
  }
  return spoken;
}
