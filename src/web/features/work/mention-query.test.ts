import { describe, expect, it } from "vitest";
import { findMention, findMentioned, matchPeople } from "./mention-query.ts";

const people = [
  { id: "1", name: "Ana" },
  { id: "2", name: "Ana Ríos" },
  { id: "3", name: "Dani Soler" },
];
const idsOf = (found: { id: string }[]) =>
  found
    .map(({ id }) => id)
    .sort()
    .join("");

describe("mentions", () => {
  it.each([
    ["@", { start: 0, typed: "" }],
    ["Oye @da", { start: 4, typed: "da" }],
    ["(@Dani So", { start: 1, typed: "Dani So" }],
    ["dani@example", null],
    ["@Dani ", null],
    ["sin nada", null],
  ])("before the caret of %j", (text, found) => {
    expect(findMention(text, text.length)).toEqual(found);
  });

  it("are offered by any part of the name, without accents", () => {
    expect(idsOf(matchPeople(people, "rio"))).toBe("2");
    expect(idsOf(matchPeople(people, "an"))).toBe("12");
    expect(idsOf(matchPeople(people, "oler"))).toBe("");
  });

  it.each([
    ["@Ana Ríos, mira", "2"],
    ["@Ana mira, y @Dani Soler también", "13"],
    ["@Anabel no es nadie", ""],
    ["ana@Ana no", ""],
  ])("in %j are %s", (text, ids) => {
    expect(idsOf(findMentioned(people, text))).toBe(ids);
  });
});
