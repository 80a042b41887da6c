/** What of a key press decides which shortcut it is. */
export type KeyPress = {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
};

/** Whether a shortcut is one key alone, which may be switched off (WCAG 2.1.4). */
export function isSingleKey(keys: string): boolean {
  return !keys.includes("+") && keys !== "Escape";
}

/** Whether a press is exactly this chord, such as "e", "Alt+j" or "Mod+k". Letters go by what the keyboard prints. */
export function matchesChord(press: KeyPress, chord: string, isApple: boolean): boolean {
  const parts = chord.split("+");
  const key = parts.pop() ?? "";
  const isHeld = (name: string): boolean => parts.includes(name);
  const wantsCtrl = isHeld("Ctrl") || (isHeld("Mod") && !isApple);
  const wantsMeta = isHeld("Mod") && isApple;
  if (press.ctrlKey !== wantsCtrl || press.metaKey !== wantsMeta || press.altKey !== isHeld("Alt")) {
    return false;
  }
  // Alt prints another sign on Apple's keyboards (Alt+J is ∆): there the place of the key decides.
  const isSamePlace = isHeld("Alt") && !wantsCtrl && press.code === `Key${key.toUpperCase()}`;
  return press.key.toLowerCase() === key.toLowerCase() || isSamePlace;
}
