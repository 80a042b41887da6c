export type PhoneProblem = "empty" | "not-a-number" | "country-needed" | "too-short" | "too-long";

export type PhoneVerdict =
  | { readonly kind: "phone"; readonly e164: string }
  | { readonly kind: "problem"; readonly problem: PhoneProblem };

/** A typed phone as E.164 ("+34600900001"), or what is wrong with it. The country (ES, MX …) is for national forms. */
export declare function normalisePhone(text: string, defaultCountry: string | null): PhoneVerdict;
