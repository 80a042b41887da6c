import { describe, expect, it } from "vitest";
import { isSingleKey, type KeyPress, matchesChord } from "./match-keys.ts";

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, code: "", ctrlKey: false, metaKey: false, altKey: false, ...held };
}

describe("a shortcut", () => {
  it.each([
    ["e", press("e"), true],
    ["e", press("E"), true],
    ["e", press("r"), false],
    ["e", press("e", { ctrlKey: true }), false],
    ["e", press("e", { altKey: true }), false],
    ["e", press("e", { metaKey: true }), false],
    ["?", press("?", { code: "Minus" }), true],
    ["Mod+k", press("k", { ctrlKey: true }), true],
    ["Mod+k", press("k", { metaKey: true }), false],
    ["Alt+j", press("j", { altKey: true }), true],
    ["Alt+j", press("∆", { altKey: true, code: "KeyJ" }), true],
    ["Alt+j", press("j"), false],
    ["Ctrl+Alt+e", press("e", { ctrlKey: true, altKey: true }), true],
  ])("%s is met by exactly its keys: %o", (chord, pressed, isMet) => {
    expect(matchesChord(pressed, chord, false)).toBe(isMet);
  });

  it("is never met by AltGr, which types: € is not Ctrl+Alt+E", () => {
    const euro = press("€", { ctrlKey: true, altKey: true, code: "KeyE" });
    expect(matchesChord(euro, "Ctrl+Alt+e", false)).toBe(false);
  });

  it("takes Cmd for Ctrl on Apple's keyboards", () => {
    expect(matchesChord(press("k", { metaKey: true }), "Mod+k", true)).toBe(true);
    expect(matchesChord(press("k", { ctrlKey: true }), "Mod+k", true)).toBe(false);
  });

  it("is a single key when nothing is held, also one after the other, and Escape never is", () => {
    expect(["e", "?", "g i"].map(isSingleKey)).toEqual([true, true, true]);
    expect(["Mod+k", "Alt+j", "Escape"].map(isSingleKey)).toEqual([false, false, false]);
  });
});
