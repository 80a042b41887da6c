import { describe, expect, it } from "vitest";
import { normalisePhone } from "./normalise-phone.ts";

describe("a typed phone becomes E.164", () => {
  it.each([
    ["600 900 001", "ES", "+34600900001"],
    ["+34 600-900-001", null, "+34600900001"],
    ["0034600900001", null, "+34600900001"],
    ["34 600 900 001", "ES", "+34600900001"],
    ["\u202a+34 600 900 001\u202c", "ES", "+34600900001"],
    ["tel:+34600900001", "ES", "+34600900001"],
    ["07700 900001", "GB", "+447700900001"],
    ["+44 (0)7700 900001", "ES", "+447700900001"],
    ["(202) 555-0100", "US", "+12025550100"],
    ["1 202 555 0100", "US", "+12025550100"],
    ["011 34 600 900 001", "US", "+34600900001"],
    ["011 0000-0001", "AR", "+541100000001"],
    ["+52 55 0000 0001", "ES", "+525500000001"],
    ["+52 1 55 0000 0001", "ES", "+5215500000001"],
    ["+55 31 9 8000-0001", "ES", "+5531980000001"],
    ["+54 9 11 0000-0001", "ES", "+5491100000001"],
    ["+354 600 0001", "ES", "+3546000001"],
  ])("%s in %s is %s", (text, country, e164) => {
    expect(normalisePhone(text, country)).toEqual({ kind: "phone", e164 });
  });

  it.each([
    ["11 15 0000-0001", "+541100000001"],
    ["011 15 0000-0001", "+541100000001"],
    ["0221 15 000-0001", "+542210000001"],
    ["02202 15 00-0001", "+542202000001"],
    ["+54 9 11 15 0000-0001", "+5491100000001"],
  ])("the Argentine 15 of %s is removed and no 9 is made up", (text, e164) => {
    expect(normalisePhone(text, "AR")).toEqual({ kind: "phone", e164 });
  });
});

describe("a text that is no phone is refused with its problem", () => {
  it.each([
    ["", "ES", "empty"],
    [" - ", "ES", "empty"],
    ["ES.600900001", "ES", "not-a-number"],
    ["600 900 0o1", "ES", "not-a-number"],
    ["+600+900", "ES", "not-a-number"],
    ["+0600900001", null, "not-a-number"],
    ["600 900 001", null, "country-needed"],
    ["600 900 001", "XX", "country-needed"],
    ["600 900 00", "ES", "too-short"],
    ["600 900 0011", "ES", "too-long"],
    ["+1 202 555 010", null, "too-short"],
    ["+354600", null, "too-short"],
    ["+3546000001000000", null, "too-long"],
  ])("%j in %s: %s", (text, country, problem) => {
    expect(normalisePhone(text, country)).toEqual({ kind: "problem", problem });
  });
});

it("a normalised phone stays as it is", () => {
  for (const e164 of ["+34600900001", "+447700900001", "+12025550100", "+5215500000001"]) {
    expect(normalisePhone(e164, "ES")).toEqual({ kind: "phone", e164 });
  }
});
