import { describe, expect, it } from "vitest";
import { findSlash, matchReplies } from "./slash-query.ts";

describe("the slash that asks for a canned reply", () => {
  it.each([
    ["/", { start: 0, typed: "" }],
    ["/par", { start: 0, typed: "par" }],
    ["Hola /wi", { start: 5, typed: "wi" }],
    ["Hola\n/niño_2", { start: 5, typed: "niño_2" }],
    ["y/o", null],
    ["https://", null],
    ["24/7", null],
    ["/dos palabras", null],
    ["", null],
  ])("in %j", (text, found) => {
    expect(findSlash(text, text.length)).toEqual(found);
  });

  it("counts only up to the caret", () => {
    expect(findSlash("/wifi y más", 3)).toEqual({ start: 0, typed: "wi" });
  });

  it("finds shortcuts that begin so before those that contain it before texts, whatever the accents", () => {
    const reply = (shortcut: string, text = "") => ({ id: shortcut, shortcut, text, version: 1 });
    const replies = [reply("hola", "El parking"), reply("miparking"), reply("Párking"), reply("wifi")];
    expect(matchReplies(replies, "park").map(({ shortcut }) => shortcut)).toEqual([
      "Párking",
      "miparking",
      "hola",
    ]);
    expect(matchReplies(replies, "")).toHaveLength(4);
    expect(matchReplies(replies, "zzz")).toEqual([]);
  });
});
