/** What a customer is known by beside a name; null: no such thing is known. */
export type CustomerContact = {
  readonly phone: string | null;
  readonly email: string | null;
  /** What the user chose to be known by on WhatsApp, without "@". */
  readonly username: string | null;
  /** The business-scoped id (BSUID). */
  readonly account: string | null;
};

const shownOfAccount = 6;

/**
 * What a customer without a name is called (§4.9): the phone, else the mail address, else the username, else the end of
 * the business-scoped id, of which no phone is ever made (D12). Null: nothing is known yet.
 */
export function labelOfUnnamed({ phone, email, username, account }: CustomerContact): string | null {
  const known = phone ?? email ?? (username === null ? null : `@${username}`);
  return known ?? (account === null ? null : `…${account.slice(-shownOfAccount)}`);
}
