import { hasWords } from "../text/i18n.ts";
import type { AllWords } from "../text/words.ts";
import type { Words } from "./use-words.ts";

type Kind = keyof AllWords["kind"];

/** The word for a kind of message; one that we do not know is called unsupported, never hidden. */
export function kindWord(kind: string, words: Words): string {
  return words(`kind.${isKnown(kind) ? kind : "unsupported"}`);
}

function isKnown(kind: string): kind is Kind {
  return hasWords(`kind.${kind}`);
}
