/** Words that, alone in a message, ask us to stop writing; Meta does not act on them, so we must (R6). */
const optOutTexts = new Set([
  "baja",
  "baja por favor",
  "dar de baja",
  "darme de baja",
  "quiero darme de baja",
  "stop",
  "stop por favor",
  "stop all",
  "stopall",
  "stop please",
  "please stop",
  "opt out",
  "optout",
  "unsubscribe",
  "unsubscribe me",
]);

/** Three times the longest of them: room for signs and blanks, and most messages need not be looked at. */
const longest = 60;

/** Whether a text as a whole asks to stop. Case, accents and punctuation do not matter; a longer sentence is no such word. */
export function isOptOut(text: string): boolean {
  return text.length <= longest && optOutTexts.has(wordsOf(text));
}

function wordsOf(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
