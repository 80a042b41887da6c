import { hasWords } from "../text/i18n.ts";
import type { AllWords } from "../text/words.ts";
import type { Words } from "./use-words.ts";

type Market = keyof AllWords["market"];

/** The word for a row of WhatsApp's rate cards; one that we do not know is shown as it came. */
export function marketWord(market: string, words: Words): string {
  return isKnown(market) ? words(`market.${market}`) : market;
}

function isKnown(market: string): market is Market {
  return hasWords(`market.${market}`);
}
