import { matchKey, normaliseEmail } from "#domain/address.ts";
import { normalisePhone } from "#domain/normalise-phone.ts";
import { AppError } from "../../errors.ts";

/** A typed phone or mail address, ready to be stored. */
export type TypedAddress = {
  kind: "phone" | "email";
  /** Kind of the channels that reach it. */
  identityKind: "whatsapp" | "email";
  value: string;
  matchKey: string;
};

/** Reads a typed phone as E.164; numbers without a country belong to the workspace's. Throws INVALID_REQUEST. */
export async function readPhone(text: string, homeCountry: string | null): Promise<TypedAddress> {
  const verdict = normalisePhone(text, homeCountry);
  const phone = verdict.kind === "phone" ? verdict.e164 : await readForeignForm(text, homeCountry);
  if (phone === null) {
    const problem = verdict.kind === "problem" ? verdict.problem : "not-a-number";
    throw new AppError("INVALID_REQUEST", { fields: [{ field: "body.phone", problem }] });
  }
  return { kind: "phone", identityKind: "whatsapp", value: phone, matchKey: matchKey("phone", phone) };
}

/** Reads a typed mail address. Throws INVALID_REQUEST. */
export function readEmail(text: string): TypedAddress {
  const verdict = normaliseEmail(text);
  if (verdict.kind === "problem") {
    throw new AppError("INVALID_REQUEST", { fields: [{ field: "body.email", problem: verdict.problem }] });
  }
  const { email } = verdict;
  return { kind: "email", identityKind: "email", value: email, matchKey: matchKey("email", email) };
}

/** Home forms of countries that the domain has no plan for. Loaded only then: the plans of the world are large. */
async function readForeignForm(text: string, homeCountry: string | null): Promise<string | null> {
  const { isSupportedCountry, parsePhoneNumberFromString } = await import("libphonenumber-js");
  const country = homeCountry?.toUpperCase() ?? "";
  const parsed = parsePhoneNumberFromString(text, isSupportedCountry(country) ? country : undefined);
  return parsed?.isValid() === true ? parsed.number : null;
}
