/** Calling codes that the simulator knows, with the two letters of a BSUID. Longest prefix wins. */
const countries: readonly (readonly [prefix: string, country: string])[] = [
  ["1", "US"],
  ["7", "RU"],
  ["20", "EG"],
  ["27", "ZA"],
  ["30", "GR"],
  ["31", "NL"],
  ["32", "BE"],
  ["33", "FR"],
  ["34", "ES"],
  ["36", "HU"],
  ["39", "IT"],
  ["40", "RO"],
  ["41", "CH"],
  ["43", "AT"],
  ["44", "GB"],
  ["45", "DK"],
  ["46", "SE"],
  ["47", "NO"],
  ["48", "PL"],
  ["49", "DE"],
  ["51", "PE"],
  ["52", "MX"],
  ["54", "AR"],
  ["55", "BR"],
  ["56", "CL"],
  ["57", "CO"],
  ["58", "VE"],
  ["60", "MY"],
  ["61", "AU"],
  ["62", "ID"],
  ["63", "PH"],
  ["65", "SG"],
  ["66", "TH"],
  ["77", "KZ"],
  ["81", "JP"],
  ["86", "CN"],
  ["90", "TR"],
  ["91", "IN"],
  ["92", "PK"],
  ["94", "LK"],
  ["212", "MA"],
  ["234", "NG"],
  ["351", "PT"],
  ["353", "IE"],
  ["380", "UA"],
  ["420", "CZ"],
  ["593", "EC"],
  ["598", "UY"],
  ["852", "HK"],
  ["966", "SA"],
  ["971", "AE"],
  ["972", "IL"],
  ["974", "QA"],
];

/** The country of a number by its calling code; "US" when the code is unknown. */
export function countryOf(digits: string): string {
  return longestPrefix(digits)?.[1] ?? "US";
}

/** The calling code that a number begins with; its first digit when unknown. */
export function callingCodeOf(digits: string): string {
  return longestPrefix(digits)?.[0] ?? digits.slice(0, 1);
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

function longestPrefix(digits: string): readonly [string, string] | undefined {
  return countries
    .filter(([prefix]) => digits.startsWith(prefix))
    .sort((a, b) => b[0].length - a[0].length)[0];
}
