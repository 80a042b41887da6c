import { findCountry } from "../billing/countries.ts";

/** The country of a number by its calling code; "US" when the code is unknown. */
export function countryOf(digits: string): string {
  return findCountry(digits)?.country.code ?? "US";
}

/** The calling code that a number begins with: of +1 and +7 alone where areas tell the country. */
export function callingCodeOf(digits: string): string {
  const prefix = findCountry(digits)?.prefix ?? digits.slice(0, 1);
  return /^[17]/.test(prefix) ? prefix.slice(0, 1) : prefix;
}

/**
 * The digits that Meta understands by `to`: separators go; without a plus the business's own calling code is put
 * in front unless the number already looks complete. Null when it is no number.
 */
export function readRecipient(to: string, callingCode: string): string | null {
  const digits = to.replace(/[\s\-().+]/g, "");
  if (!/^\d{5,20}$/.test(digits)) {
    return null;
  }
  const isComplete = to.trim().startsWith("+") || digits.length >= 11 || digits.startsWith(callingCode);
  return isComplete ? digits : callingCode + digits;
}

/** What two spellings of one number have in common: Mexico 52/521, Argentina 54/549, Brazil's ninth digit. */
export function numberKey(digits: string): string {
  const mexico = /^521(\d{10})$/.exec(digits);
  if (mexico) {
    return `52${mexico[1]}`;
  }
  const argentina = /^549(\d{10})$/.exec(digits);
  if (argentina) {
    return `54${argentina[1]}`;
  }
  const brazil = /^55(\d{2})9([6-9]\d{7})$/.exec(digits);
  return brazil ? `55${brazil[1]}${brazil[2]}` : digits;
}

/** The wa_id that WhatsApp gives a number nobody has seen yet; it may differ from what was dialled. */
export function waIdOf(digits: string): string {
  const key = numberKey(digits);
  if (/^52\d{10}$/.test(key)) {
    return `521${key.slice(2)}`;
  }
  if (/^54\d{10}$/.test(key)) {
    return `549${key.slice(2)}`;
  }
  // Brazilian accounts of the area codes from 31 on are mostly older than the ninth digit.
  return key !== digits && Number(digits.slice(2, 4)) >= 31 ? key : digits;
}
