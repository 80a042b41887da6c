/**
 * The language variant of a template for a customer: exactly theirs, else one of the same language (the plain one before
 * those of countries), else the business's language, else the first. Meta itself falls back to nothing (132001).
 */
export function chooseVariant<Variant extends { readonly language: string }>(
  variants: readonly Variant[],
  languages: readonly (string | null)[],
): Variant | null {
  for (const language of languages) {
    const wanted = partsOf(language ?? "");
    if (wanted.base !== "") {
      const exact = variants.find((one) => isSame(partsOf(one.language), wanted));
      const kin = variants
        .filter((one) => partsOf(one.language).base === wanted.base)
        .toSorted((one, other) => partsOf(one.language).place.length - partsOf(other.language).place.length);
      const found = exact ?? kin[0];
      if (found !== undefined) {
        return found;
      }
    }
  }
  return variants[0] ?? null;
}

type Parts = { base: string; place: string };

/** "es" and "es" of "es_ES" (Meta) and of "es-ES" (browsers). */
function partsOf(language: string): Parts {
  const [base = "", place = ""] = language.toLowerCase().split(/[-_]/);
  return { base, place };
}

function isSame(one: Parts, other: Parts): boolean {
  return one.base === other.base && one.place === other.place;
}
