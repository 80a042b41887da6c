import type { Words } from "../../text/translate.ts";
import { isApple } from "./is-apple.ts";

/** The keys of a chord as their caps say: ["Ctrl", "K"]. */
export function keyCaps(chord: string, words: Words): string[] {
  return chord.split("+").map((key) => {
    switch (key) {
      case "Mod":
        return isApple() ? "⌘" : "Ctrl";
      case "Alt":
        return isApple() ? "⌥" : "Alt";
      case "Escape":
        return words("shortcuts.escape");
      default:
        return key.length === 1 ? key.toUpperCase() : key;
    }
  });
}

/** The keys in one line, for hints: "E", "Ctrl+K", "G, I". */
export function showKeys(keys: string, words: Words): string {
  return keys
    .split(" ")
    .map((chord) => keyCaps(chord, words).join("+"))
    .join(", ");
}
