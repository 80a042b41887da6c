import { describe, expect, it } from "vitest";
import { splitQuote } from "./split-quote.ts";

const quoted = "> Hola, ¿hay parking?\n> Gracias";

describe("a mail that quotes older ones", () => {
  it.each([
    [
      "Gmail",
      `Sí, cubierto.\n\nEl mar, 10 mar 2026 a las 18:02, Ana (<ana@example.com>) escribió:\n${quoted}`,
    ],
    ["Apple Mail", `Yes.\n\nOn 10 Mar 2026, at 18:02, Ana <ana@example.com> wrote:\n\n${quoted}`],
    [
      "a broken line",
      `Yes.\n\nOn Tue, 10 Mar 2026 at 18:02, A very long name indeed\n<ana@example.com> wrote:\n${quoted}`,
    ],
    [
      "Outlook",
      "Sí.\n\nDe: Ana <ana@example.com>\nEnviado: martes, 10 de marzo\nPara: Hotel\n\n¿Hay parking?",
    ],
    ["a rule", "Sí.\n-----Mensaje original-----\n¿Hay parking?"],
    ["marks alone", `Sí.\n\n${quoted}`],
  ])("is cut where its quote begins: %s", (_, text) => {
    const { own, quoted: rest } = splitQuote(text);
    expect(own).toMatch(/^(?:Sí|Yes)[^\n]*\.$/);
    expect(`${own}\n${rest}`.replaceAll(/\s+/g, " ")).toBe(text.replaceAll(/\s+/g, " "));
  });

  it.each([
    ["no quote", "Hola,\n\nEl martes llegamos a las 18:02.\nUn saludo"],
    ["nothing but a quote", quoted],
    ["answers between the lines", "> ¿Hay parking?\nSí.\n> ¿Y piscina?\nTambién."],
    ["a sender's line without a date", "De: parte de todos\nGracias por la estancia"],
  ])("stays whole: %s", (_, text) => {
    expect(splitQuote(text)).toEqual({ own: text, quoted: "" });
  });
});
