/** Countries whose names the browser knows in the person's language (ISO 3166). */
export const countryCodes =
  "AD AE AR AT AU BE BG BO BR CA CH CL CN CO CR CU CY CZ DE DK DO DZ EC EE EG ES FI FR GB GR GT HK HN HR HU ID IE IL IN IS IT JP KE KR LT LU LV MA MC MD ME MT MX MY NG NI NL NO NZ PA PE PH PL PR PT PY QA RO RS SA SE SG SI SK SV TH TN TR UA US UY VE VN ZA".split(
    " ",
  );

/** Currencies in which Meta bills WhatsApp accounts. */
const currencies = [
  "USD",
  "EUR",
  "GBP",
  "AED",
  "ARS",
  "AUD",
  "BRL",
  "CLP",
  "COP",
  "IDR",
  "INR",
  "MXN",
  "MYR",
  "PEN",
  "SAR",
  "SGD",
];

/** Choices of a currency, named in the person's language; one that is in use already stays among them. */
export function currencyChoices(language: string, inUse: string): { value: string; label: string }[] {
  const named = new Intl.DisplayNames([language], { type: "currency" });
  return [...new Set([...currencies, inUse])].map((code) => ({
    value: code,
    label: `${code} · ${named.of(code) ?? code}`,
  }));
}
