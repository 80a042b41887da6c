import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorCodes } from "#contract/error-codes.ts";
import contentEn from "./content.en.json" with { type: "json" };
import contentEs from "./content.es.json" with { type: "json" };
import firstEn from "./en.json" with { type: "json" };
import firstEs from "./es.json" with { type: "json" };
import moreEn from "./more.en.json" with { type: "json" };
import moreEs from "./more.es.json" with { type: "json" };
import personEn from "./person.en.json" with { type: "json" };
import personEs from "./person.es.json" with { type: "json" };

const es = { ...firstEs, ...moreEs, ...contentEs, ...personEs };
const en = { ...firstEn, ...moreEn, ...contentEn, ...personEn };

const plural = /_(?:zero|one|two|few|many|other)$/;

function keysOf(words: object, prefix = ""): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );
}

function variablesOf(words: object): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  const walk = (node: object, prefix: string): void => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === "string") {
        texts.set(prefix + key, [...value.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "").sort());
      } else {
        walk(value, `${prefix}${key}.`);
      }
    }
  };
  walk(words, "");
  return texts;
}

function textsOf(words: object, prefix = ""): Map<string, string> {
  const entries = Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[prefix + key, value]] : [...textsOf(value, `${prefix}${key}.`)],
  );
  return new Map(entries);
}

const web = join(import.meta.dirname, "..");
const source = readdirSync(web, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".test.ts"))
  .map((file) => readFileSync(join(web, file), "utf8"))
  .join("\n");

describe("the words of the interface", () => {
  it("have the same keys in Spanish and English", () => {
    expect(keysOf(en)).toEqual(keysOf(es));
  });

  it("of the files of a language speak of different things", () => {
    const sections = [firstEs, moreEs, contentEs, personEs].flatMap((file) => Object.keys(file));
    expect(sections.filter((section, index) => sections.indexOf(section) !== index)).toEqual([]);
  });

  it("have the same variables in Spanish and English", () => {
    expect(variablesOf(en)).toEqual(variablesOf(es));
  });

  it("are translated: no sentence is the same in both languages", () => {
    const named = /^(?:app\.name|market\..+|category\.marketing_lite)$/;
    const texts = textsOf(en);
    const same = [...textsOf(es)].filter(
      ([key, text]) =>
        text === texts.get(key) &&
        /\p{L}{3,}\P{L}+\p{L}{3,}/u.test(text.replace(/\{\{\w+\}\}/g, "")) &&
        !named.test(key),
    );
    expect(same).toEqual([]);
  });

  it("have both plurals, or none", () => {
    const keys = new Set(keysOf(es));
    const lonely = [...keys].filter((key) => plural.test(key)).map((key) => key.replace(plural, ""));
    expect(lonely.filter((key) => !keys.has(`${key}_one`) || !keys.has(`${key}_other`))).toEqual([]);
  });

  it("are all there where the code asks for them", () => {
    const known = new Set(keysOf(es).map((key) => key.replace(plural, "")));
    const asked = [...source.matchAll(/\bwords\(\s*"([\w.-]+)"/g)].map(([, key]) => key ?? "");
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });

  it("are all used by the code", () => {
    const literals = new Set([...source.matchAll(/"([\w-]+(?:\.[\w-]+)+)"/g)].map(([, key]) => key));
    const patterns = [...source.matchAll(/`([\w-]+\.[\w.-]*(?:\$\{[^}]+\}[\w.-]*)+)`/g)].map(
      ([, template]) =>
        new RegExp(`^${(template ?? "").replaceAll(".", "\\.").replace(/\$\{[^}]+\}/g, "[^.]+")}$`),
    );
    const unused = keysOf(es)
      .map((key) => key.replace(plural, ""))
      .filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });

  it("name every error code of the API", () => {
    expect(Object.keys(es.error)).toEqual(expect.arrayContaining(Object.keys(errorCodes)));
  });

  it("shout nowhere", () => {
    expect(
      [...Object.values(es), ...Object.values(en)].flatMap(
        (group) => JSON.stringify(group).match(/[¡!]/g) ?? [],
      ),
    ).toEqual([]);
  });
});
