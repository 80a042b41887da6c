import data from "./data/phone-plans.json" with { type: "json" };

/** What is wrong with a typed phone. */
export type PhoneProblem = "empty" | "not-a-number" | "country-needed" | "too-short" | "too-long";

/** A phone as E.164, or what is wrong with the text. */
export type PhoneVerdict =
  | { readonly kind: "phone"; readonly e164: string }
  | { readonly kind: "problem"; readonly problem: PhoneProblem };

/** How phones of a country are written at home: digits of a national number, and the prefix that is dialled before it. */
type PhonePlan = { country: string; code: string; trunk: string; lengths: readonly number[] };

const plans: readonly PhonePlan[] = data.plans;

/** E.164: at most 15 digits, and nobody has fewer than eight with the calling code. */
const fewestDigits = 8;
const mostDigits = 15;

/**
 * A typed phone as E.164 ("+34600900001"). Numbers with "+" or "00" name their country; others are read as numbers of
 * the default country (ES, MX …). It knows lengths and trunk prefixes, not which numbers are in use.
 */
export function normalisePhone(text: string, defaultCountry: string | null): PhoneVerdict {
  const compact = withoutSigns(text);
  if (compact === "") {
    return { kind: "problem", problem: "empty" };
  }
  if (!/^\+?\d+$/.test(compact)) {
    return { kind: "problem", problem: "not-a-number" };
  }
  const home = plans.find(({ country }) => country === defaultCountry) ?? null;
  const international = internationalDigits(compact, home);
  if (international !== null) {
    const plan = planOf(international);
    return plan === null
      ? checked(international, null)
      : checked(plan.code + nationalDigits(international.slice(plan.code.length), plan), plan);
  }
  if (home === null) {
    return { kind: "problem", problem: "country-needed" };
  }
  const national = nationalDigits(compact, home);
  const isWhole = !fits(national, home) && compact.startsWith(home.code);
  return isWhole && fits(compact.slice(home.code.length), home)
    ? checked(compact, home)
    : checked(home.code + national, home);
}

/** Spaces, brackets, dots, dashes and the invisible marks that come with copied numbers. */
function withoutSigns(text: string): string {
  return text
    .trim()
    .replace(/^tel:/i, "")
    .replace(/(?<=^(\+|00)[\d\s]*)\(0\)/, "")
    .replace(/[\s().\-/\u00ad\u2010-\u2015\u2060\u200b-\u200f\u202a-\u202e]/g, "");
}

/** The digits behind "+" or "00" (behind "011" in North America), or null when it is a national number. */
function internationalDigits(compact: string, home: PhonePlan | null): string | null {
  const prefixes = home?.code === "1" ? ["+", "00", "011"] : ["+", "00"];
  const prefix = prefixes.find((start) => compact.startsWith(start));
  return prefix === undefined ? null : compact.slice(prefix.length);
}

/** The national number as it stands behind the calling code: no trunk prefix, no Argentine 15. */
function nationalDigits(digits: string, plan: PhonePlan): string {
  const hasTrunk = plan.trunk !== "" && digits.startsWith(plan.trunk);
  const national = hasTrunk ? digits.slice(plan.trunk.length) : digits;
  // 15 stands between area (2–4 digits) and subscriber, ten digits without it. No 9 is made up in its place (§6).
  return plan.country === "AR"
    ? national.replace(/^(9?)(?:(11)15(\d{8})|(\d{3})15(\d{7})|(\d{4})15(\d{6}))$/, "$1$2$3$4$5$6$7")
    : national;
}

function planOf(digits: string): PhonePlan | null {
  return plans.find(({ code }) => digits.startsWith(code)) ?? null;
}

function fits(national: string, plan: PhonePlan): boolean {
  return plan.lengths.includes(national.length);
}

function checked(digits: string, plan: PhonePlan | null): PhoneVerdict {
  const national = plan === null ? digits : digits.slice(plan.code.length);
  const least = plan === null ? fewestDigits : Math.min(...plan.lengths);
  const most = plan === null ? mostDigits : Math.max(...plan.lengths);
  if (national.length > most) {
    return { kind: "problem", problem: "too-long" };
  }
  if (national.length < least || (plan !== null && !fits(national, plan))) {
    return { kind: "problem", problem: "too-short" };
  }
  // No calling code begins with 0.
  return digits.startsWith("0")
    ? { kind: "problem", problem: "not-a-number" }
    : { kind: "phone", e164: `+${digits}` };
}
