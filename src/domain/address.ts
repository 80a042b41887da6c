/** One way to reach a customer. `phone` was typed or imported, `wa_id` is WhatsApp's own word for it. */
export type AddressKind = "phone" | "wa_id" | "bsuid" | "parent_bsuid" | "email";

/** A mail address ready to be stored, or what is wrong with the text. */
export type EmailVerdict =
  | { readonly kind: "email"; readonly email: string }
  | { readonly kind: "problem"; readonly problem: "empty" | "not-an-address" };

/** An absent value: WhatsApp also writes it as "" (§6). */
export function presentOrNull(value: string | null | undefined): string | null {
  return value === undefined || value === "" ? null : value;
}

/**
 * The key under which the variants of one phone meet, from its digits (a "+" is dropped). Never send to a key:
 * it need not be a number that exists.
 */
export function phoneKey(phone: string): string {
  const digits = phone.startsWith("+") ? phone.slice(1) : phone;
  // Only numbers that begin so have variants; whoever writes is looked up by this key again and again.
  if (!digits.startsWith("5")) {
    return digits;
  }
  // Mexico: 521 + 10 digits is the old mobile form of 52 + the same 10.
  if (/^521\d{10}$/.test(digits)) {
    return `52${digits.slice(3)}`;
  }
  // Argentina: 549 + 10 digits is the mobile form of 54 + the same 10.
  if (/^549\d{10}$/.test(digits)) {
    return `54${digits.slice(3)}`;
  }
  // Brazil: the ninth digit of mobiles. Eight digits that begin with 2–5 are a landline, so there the 9 stays.
  if (/^55\d{2}9[6-9]\d{7}$/.test(digits)) {
    return digits.slice(0, 4) + digits.slice(5);
  }
  return digits;
}

/** The key by which an address finds its customer; a bsuid is unique only with its portfolio as scope. */
export function matchKey(kind: AddressKind, value: string): string {
  switch (kind) {
    case "phone":
    case "wa_id":
      return phoneKey(value);
    case "email":
      return value.trim().toLowerCase();
    case "bsuid":
    case "parent_bsuid":
      // A BSUID is exact and never a phone, whatever its digits look like.
      return value;
    default:
      return kind satisfies never;
  }
}

/** An e-mail address as it is stored: trimmed and in lower case, without a display name. */
export function normaliseEmail(text: string): EmailVerdict {
  const email = matchKey("email", text);
  if (email === "") {
    return { kind: "problem", problem: "empty" };
  }
  const [, local = "", domain = ""] = /^([^\s@<>()[\],;:"]+)@([^\s@<>()[\],;:"]+)$/.exec(email) ?? [];
  const isDomain = /^[^.-][^.]*(\.[^.-][^.]*)+$/.test(domain) && !/-(\.|$)/.test(domain);
  const isLocal = local !== "" && local.length <= 64 && !/^\.|\.\.|\.$/.test(local);
  return isDomain && isLocal && email.length <= 254
    ? { kind: "email", email }
    : { kind: "problem", problem: "not-an-address" };
}
