import markets from "./data/markets.json" with { type: "json" };

/** A row of Meta's rate cards, by Meta's own name ("Spain", "Rest of Latin America"). */
export type Market = string;

/** In which market a country is billed, and when: `from` included, `to` excluded, absent = for ever. */
type Membership = { market: Market; from?: string; to?: string };

type Country = { country: string; prefixes: readonly string[]; memberships: readonly Membership[] };

const countries: readonly Country[] = markets.countries;

/** Countries that no row names are billed in this market. */
const unlisted: Market = markets.unlisted;

const byPrefix = new Map(countries.flatMap((row) => row.prefixes.map((prefix) => [prefix, row] as const)));
const byCountry = new Map(countries.map((row) => [row.country, row] as const));
const known = new Set(countries.flatMap((row) => row.memberships.map(({ market }) => market)));
const longestPrefix = Math.max(...[...byPrefix.keys()].map((prefix) => prefix.length));

/** The market of a phone on a local date ("YYYY-MM-DD"), by the longest prefix; null when it is no phone. */
export function marketOf(digits: string, date: string): Market | null {
  if (!/^[1-9]\d{4,14}$/.test(digits)) {
    return null;
  }
  for (let length = longestPrefix; length > 0; length -= 1) {
    const country = byPrefix.get(digits.slice(0, length));
    if (country !== undefined) {
      return marketOn(country, date);
    }
  }
  return unlisted;
}

/** The market of a country ("ES") on a local date. */
export function marketOfCountry(letters: string, date: string): Market {
  const country = byCountry.get(letters);
  return country === undefined ? unlisted : marketOn(country, date);
}

/** The market of a BSUID by its two letters. Assumed: Meta does not say that they follow the calling code. */
export function marketOfBsuid(bsuid: string, date: string): { market: Market; assumed: true } | null {
  const letters = /^([A-Z]{2})\./.exec(bsuid)?.[1];
  if (letters === undefined) {
    return null;
  }
  return { market: marketOfCountry(letters, date), assumed: true };
}

/** Whether a phone can be billed in a market of this name, on any date. */
export function isKnownMarket(market: Market): boolean {
  return market === unlisted || known.has(market);
}

function marketOn(country: Country, date: string): Market {
  const membership = country.memberships.find(
    ({ from, to }) => (from === undefined || from <= date) && (to === undefined || date < to),
  );
  return membership?.market ?? unlisted;
}
