/** One way to reach a customer. `phone` was typed or imported, `wa_id` is WhatsApp's own word for it. */
export type AddressKind = "phone" | "wa_id" | "bsuid" | "parent_bsuid" | "email";

/** The key under which the variants of one phone meet (MX 521/52, AR 549/54, BR ninth digit). Never send to it. */
export declare function phoneKey(digits: string): string;

/** The key by which an address finds its customer; a BSUID also needs its portfolio as scope. */
export declare function matchKey(kind: AddressKind, value: string): string;

export type EmailVerdict =
  | { readonly kind: "email"; readonly email: string }
  | { readonly kind: "problem"; readonly problem: "empty" | "not-an-address" };

/** An e-mail address as it is stored: trimmed, lower case; no display name. */
export declare function normaliseEmail(text: string): EmailVerdict;
