import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  excerptOf,
  markDigits,
  markMatches,
  personWords,
  phonePart,
  queryWords,
  wordsOf,
} from "./search-text.ts";

const shown = (pieces: { text: string; isMatch: boolean }[]) =>
  pieces.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join("");

describe("words of a text", () => {
  it.each([
    ["¿Hay PARKING, por favor?", ["hay", "parking", "por", "favor"]],
    ["Habitación nº 204 · niño", ["habitacion", "no", "204", "nino"]],
    ["Straße, Ærø, Łódź, İzmir", ["strasse", "aero", "lodz", "izmir"]],
    ["ana.prats+hotel@example.com", ["ana", "prats", "hotel", "example", "com"]],
    ["e\u0301xito éxito", ["exito"]],
    ["100 % _ ' \" \\ 👍", ["100"]],
    ["", []],
    ["你好吗", ["你好吗", "好吗", "吗"]],
  ])("of %j are %j", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it("never hold a quote, a space, an accent or a lone surrogate, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const found of [...wordsOf(text), ...queryWords(text)]) {
          expect(found).toMatch(/^[\p{L}\p{N}]+$/u);
          expect(found.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it("are all found by themselves", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        const words = wordsOf(text);
        for (const looked of queryWords(text)) {
          expect(words.some((stored) => stored.startsWith(looked))).toBe(true);
        }
      }),
    );
  });
});

describe("what is looked for", () => {
  it.each([
    ["  Párking  HOTEL ", ["parking", "hotel"]],
    ["a las 8", ["las"]],
    ["%", []],
    ["'; drop table x --", ["drop", "table"]],
    ["吗", ["吗"]],
    ["hola hola", ["hola"]],
  ])("in %j is %j", (query, words) => {
    expect(queryWords(query)).toEqual(words);
  });

  it("is at most eight words", () => {
    expect(queryWords("aa bb cc dd ee ff gg hh ii jj")).toHaveLength(8);
  });

  it.each([
    ["600 900 101", "600900101"],
    ["+34 (600) 900-1", "346009001"],
    ["0034600", "34600"],
    ["12", null],
    ["204 doble", null],
    ["600a", null],
    ["", null],
  ])("as a phone number in %j is %j", (query, digits) => {
    expect(phonePart(query)).toBe(digits);
  });
});

it("finds a person by each word of the name, by parts of username and mail address, and by any part of the number", () => {
  const words = personWords({
    name: "María José Núñez",
    emails: ["mj.nunez@example.com"],
    usernames: ["mjose_91"],
    phones: ["+34600900101"],
  });
  expect(words).toEqual(
    expect.arrayContaining(["maria", "jose", "nunez", "mj", "example", "mjose", "91", "34600900101", "101"]),
  );
  expect(words).not.toContain("01");
});

describe("matches", () => {
  it.each([
    ["¿Hay parking?", ["park"], "¿Hay [park]ing?"],
    ["La habitación de la Habana", ["hab"], "La [hab]itación de la [Hab]ana"],
    ["e\u0301xito", ["exi"], "[e\u0301xi]to"],
    ["Straße", ["strass"], "[Straß]e"],
    ["aparcar", ["par"], "aparcar"],
    ["你好吗", ["好"], "你[好]吗"],
    ["👍 vale", ["vale"], "👍 [vale]"],
    ["", ["x"], ""],
  ])("in %j of %j are marked: %s", (text, words, marked) => {
    expect(shown(markMatches(text, words))).toBe(marked);
  });

  it("leave the text as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (text, query) => {
        const pieces = markMatches(text, queryWords(query));
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
      }),
    );
  });

  it("of a number are marked across its spaces", () => {
    expect(shown(markDigits("+34 600 900 101", "600900"))).toBe("+34 [600 900] 101");
    expect(shown(markDigits("+34 600 900 101", "999"))).toBe("+34 600 900 101");
  });
});

describe("an excerpt", () => {
  const long = `${"uno dos tres ".repeat(20)}el parking está detrás ${"cuatro cinco ".repeat(20)}`;

  it("is the whole of a short text, on one line", () => {
    expect(excerptOf("Hola\n\n  Ana ", ["ana"], 40)).toBe("Hola Ana");
  });

  it("shows the first match with what stands around it, cut between words", () => {
    const excerpt = excerptOf(long, ["park"], 60);
    expect(excerpt).toMatch(/^… .*\bparking está.* …$/);
    expect(excerpt.length).toBeLessThanOrEqual(65);
  });

  it("is the beginning when nothing matches", () => {
    expect(excerptOf(long, ["nada"], 20)).toBe("uno dos tres uno dos …");
  });

  it("of one endless word is still short", () => {
    expect(excerptOf("x".repeat(500), ["x"], 20).length).toBeLessThanOrEqual(23);
  });
});
