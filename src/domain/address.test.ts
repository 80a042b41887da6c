import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchKey, normaliseEmail, phoneKey } from "./address.ts";

describe("phoneKey (§6)", () => {
  it.each([
    ["MX 521 + 10 is 52 + the 10", "5215500000001", "525500000001"],
    ["MX 52 + 10 stays", "525500000001", "525500000001"],
    ["MX 521 + 9 stays", "521550000000", "521550000000"],
    ["MX 521 + 11 stays", "52155000000012", "52155000000012"],
    ["AR 549 + 10 is 54 + the 10", "5491100000001", "541100000001"],
    ["AR 54 + 10 stays", "541100000001", "541100000001"],
    ["AR 549 + 9 stays", "549110000000", "549110000000"],
    ["BR first of the 8 is 6: the 9 goes", "5531960000001", "553160000001"],
    ["BR first of the 8 is 9: the 9 goes", "5531990000001", "553190000001"],
    ["BR first of the 8 is 5: the 9 stays", "5511950000001", "5511950000001"],
    ["BR first of the 8 is 2: the 9 stays", "5511920000001", "5511920000001"],
    ["BR without the 9 stays", "553180000001", "553180000001"],
    ["others: the digits", "34600900001", "34600900001"],
    ["a plus sign is dropped", "+34600900001", "34600900001"],
  ])("%s", (_, digits, key) => {
    expect(phoneKey(digits)).toBe(key);
  });

  it.each([
    ["typed +52 55 0000 0001, inbound 5215500000001: one customer", "+525500000001", "5215500000001", true],
    ["typed +55 31 9 8000-0001, inbound 553180000001: one", "+5531980000001", "553180000001", true],
    ["5511950000001 and 551150000001: two", "5511950000001", "551150000001", false],
    ["typed +54 9 11 0000-0001, inbound 541100000001: one", "+5491100000001", "541100000001", true],
  ])("D13 %s", (_, typed, inbound, same) => {
    expect(matchKey("phone", typed) === matchKey("wa_id", inbound)).toBe(same);
  });

  it("is idempotent", () => {
    const prefix = fc.constantFrom("52", "521", "54", "549", "55", "5511", "55119", "34", "1", "");
    fc.assert(
      fc.property(prefix, fc.stringMatching(/^\d{0,13}$/), (start, rest) => {
        expect(phoneKey(phoneKey(start + rest))).toBe(phoneKey(start + rest));
      }),
    );
  });
});

describe("matchKey", () => {
  it("D12 a BSUID is exact and never read as a phone", () => {
    expect(matchKey("bsuid", "MX.5215500000001")).toBe("MX.5215500000001");
    expect(matchKey("bsuid", "5215500000001")).toBe("5215500000001");
    expect(matchKey("parent_bsuid", "ES.ENT.118157")).toBe("ES.ENT.118157");
  });
  it("mail addresses meet in lower case", () => {
    expect(matchKey("email", " Maria@Example.com")).toBe("maria@example.com");
  });
});

describe("normaliseEmail", () => {
  it.each([
    ["maria@example.com", "maria@example.com"],
    ["  Maria.Lopez+hotel@Mail.Example.COM ", "maria.lopez+hotel@mail.example.com"],
    ["o'neil@example.com", "o'neil@example.com"],
    ["josé@correo.example.com", "josé@correo.example.com"],
  ])("%j is %s", (text, email) => {
    expect(normaliseEmail(text)).toEqual({ kind: "email", email });
  });

  it.each([
    "maria",
    "maria@example",
    "@example.com",
    "maria@",
    "a b@example.com",
    "María <maria@example.com>",
  ])("%s is no address", (text) => {
    expect(normaliseEmail(text)).toEqual({ kind: "problem", problem: "not-an-address" });
  });
  it.each([
    "a@b@example.com",
    "maria..l@example.com",
    ".maria@example.com",
    "maria.@example.com",
    "maria@-example.com",
    "maria@example-.com",
    "maria@example..com",
    "maria@.example.com",
    `${"a".repeat(65)}@example.com`,
    `maria@${"a".repeat(250)}.com`,
  ])("%s is no address", (text) => {
    expect(normaliseEmail(text).kind).toBe("problem");
  });
  it("nothing typed is no problem of form", () => {
    expect(normaliseEmail("  ")).toEqual({ kind: "problem", problem: "empty" });
  });
});
