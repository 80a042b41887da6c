import { describe, expect, it } from "vitest";
import { chooseVariant } from "./choose-variant.ts";

describe("the variant of a template in the customer's language", () => {
  it.each<[string, string[], (string | null)[], string | null]>([
    ["exactly theirs", ["en", "es", "es_MX"], ["es_MX"], "es_MX"],
    ["as browsers write it", ["en", "es_ES"], ["es-ES"], "es_ES"],
    ["the plain one of the same language", ["es_AR", "es"], ["es_MX"], "es"],
    ["another country of the same language", ["en_US", "es_AR"], ["es"], "es_AR"],
    ["no such language: the business's", ["en_US", "es_ES"], ["fr", "es"], "es_ES"],
    ["nothing known: the first", ["pt_BR", "it"], [null, "de"], "pt_BR"],
    ["customer's language unknown", ["en", "es"], [null, "es"], "es"],
    ["no variants", [], ["es"], null],
  ])("%s", (_, languages, wanted, chosen) => {
    const variants = languages.map((language) => ({ language }));
    expect(chooseVariant(variants, wanted)?.language ?? null).toBe(chosen);
  });
});
