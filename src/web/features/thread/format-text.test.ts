import { expect, it } from "vitest";
import { formatText, type TextPiece } from "./format-text.ts";

/** Pieces in short: b for bold, i for italic, s for struck, m for mono. */
function short(pieces: readonly TextPiece[]): string {
  return pieces
    .map((piece) => {
      switch (piece.kind) {
        case "plain":
          return piece.text;
        case "mono":
          return `<m>${piece.text}</m>`;
        default:
          return `<${piece.kind[0]}>${short(piece.pieces)}</${piece.kind[0]}>`;
      }
    })
    .join("");
}

it.each([
  ["*Hola*", "<b>Hola</b>"],
  ["_Hola_ y ~adiós~", "<i>Hola</i> y <s>adiós</s>"],
  ["*_las dos_*", "<b><i>las dos</i></b>"],
  ["*dos palabras*.", "<b>dos palabras</b>."],
  ["```a *b*\nc```", "<m>a *b*\nc</m>"],
  ["(*a*)", "(<b>a</b>)"],
  ["3*4*5", "3*4*5"],
  ["* nada *", "* nada *"],
  ["*sin fin", "*sin fin"],
  ["*una\notra*", "*una\notra*"],
  ["nombre_de_archivo", "nombre_de_archivo"],
  ["**", "**"],
  ["", ""],
  ["*a* *b*", "<b>a</b> <b>b</b>"],
])("%j is %j", (text, shown) => {
  expect(short(formatText(text))).toBe(shown);
});

it("loses no letter, whatever it is given", () => {
  for (const text of ["*a_b*c_", "~*_~*_", "```", "``` ```", "*".repeat(300), "_a".repeat(2_000)]) {
    const shown = short(formatText(text)).replaceAll(/<\/?[bism]>/g, "");
    expect(shown.replaceAll(/[*_~`]/g, "")).toBe(text.replaceAll(/[*_~`]/g, ""));
  }
});

it("shows the longest message that a customer can write, whatever it is made of", () => {
  for (const sign of ["*", "_*~", " *a", "*a* ", "***a*** ", "```", "`", "*a*\n"]) {
    const text = sign.repeat(Math.floor(65_536 / sign.length));
    const shown = short(formatText(text)).replaceAll(/<\/?[bism]>/g, "");
    expect(shown.replaceAll(/[*_~`]/g, "")).toBe(text.replaceAll(/[*_~`]/g, ""));
  }
});
