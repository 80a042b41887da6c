import pg from "pg";
import { expect, it } from "vitest";
import { describeError, reasonOf } from "./log.ts";

function refused(message: string, code: string): Error {
  return Object.assign(new pg.DatabaseError(message, message.length, "error"), { code });
}

it("S12 an error is told without the values that it quotes, also in its stack and its cause", () => {
  const date = refused('invalid input syntax for type date: "mañana a las "seis""', "22007");
  expect(reasonOf(date)).toBe('invalid input syntax for type date: "…"');
  let parsing: unknown;
  try {
    JSON.parse("hola María");
  } catch (error) {
    parsing = error;
  }
  const text = JSON.stringify(describeError(new Error("A page was not read", { cause: parsing })));
  expect(text).not.toContain("hola");
  expect(JSON.stringify(describeError(date))).not.toContain("mañana");
});

it("names of our own, which say where it hurts, stay", () => {
  const unique = refused('duplicate key value violates unique constraint "addresses_current"', "23505");
  expect(reasonOf(unique)).toContain('"addresses_current"');
});
