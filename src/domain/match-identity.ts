import { phoneKey } from "./address.ts";
import type { AddressRow, KnownIdentities, Sender } from "./identity.ts";
import type { Instant } from "./time.ts";

/** How a sender was recognised; a former BSUID still names its user, a former phone does not. */
export type IdentityMatch = {
  readonly by: "bsuid" | "phone" | "parent" | "former-bsuid";
  readonly row: AddressRow;
};

/** Finds whose message it is, in the order of N1, with the rows that were valid when it was sent. */
export function matchSender(sender: Sender, known: KnownIdentities): IdentityMatch | null {
  const { bsuid, scope, sentAt } = sender;
  const accounts = bsuid === null ? [] : rowsNamed(known, { kind: "bsuid", value: bsuid, scope });
  const account = leadingAt(accounts, sentAt)[0];
  if (account !== undefined) {
    return { by: "bsuid", row: account };
  }
  const former = latestOf(accounts);
  const other = matchByPhone(sender, known) ?? matchByParent(sender, known);
  // An account that this very customer had before is not a new one: it gets its old identity again.
  return former !== null && (other === null || other.row.customerId === former.customerId)
    ? { by: "former-bsuid", row: former }
    : other;
}

function matchByPhone({ waId, sentAt }: Sender, known: KnownIdentities): IdentityMatch | null {
  const row = waId === null ? null : choosePhone(phoneRows(known, waId, sentAt), waId, known);
  return row === null ? null : { by: "phone", row };
}

function matchByParent(
  { parentBsuid: value, scope, sentAt }: Sender,
  known: KnownIdentities,
): IdentityMatch | null {
  const parents = value === null ? [] : rowsNamed(known, { kind: "parent_bsuid", value, scope });
  const row = leadingAt(parents, sentAt)[0];
  return row === undefined ? null : { by: "parent", row };
}

/** The rows by which an address leads to somebody at a time: those valid then, else those known only since later. */
export function leadingAt(rows: readonly AddressRow[], at: Instant): AddressRow[] {
  const valid = rows.filter((row) => isValidAt(row, at));
  return valid.length > 0 ? valid : rows.filter((row) => row.validTo === null && row.validFrom > at);
}

/** Whether the row counts at the instant; its end is exclusive. */
export function isValidAt({ validFrom, validTo }: AddressRow, at: Instant): boolean {
  return validFrom <= at && (validTo === null || at < validTo);
}

/** The row that counted last, of rows that may all have ended. */
export function latestOf(rows: readonly AddressRow[]): AddressRow | null {
  const end = ({ validTo }: AddressRow) => validTo ?? Number.POSITIVE_INFINITY;
  return rows.toSorted((a, b) => end(b) - end(a))[0] ?? null;
}

/** The rows of exactly this address. */
export function rowsNamed(
  known: KnownIdentities,
  address: Pick<AddressRow, "kind" | "value" | "scope">,
): AddressRow[] {
  return known.rows.filter(
    ({ kind, value, scope }) => kind === address.kind && value === address.value && scope === address.scope,
  );
}

/** The phone and wa_id rows that a wa_id leads to at a time, variants of the number included. */
export function phoneRows(known: KnownIdentities, waId: string, at: Instant): AddressRow[] {
  return leadingAt(phoneRowsEver(known, waId), at);
}

/** The same rows, ended ones too. */
export function phoneRowsEver(known: KnownIdentities, waId: string): AddressRow[] {
  const key = phoneKey(waId);
  return known.rows.filter((row) => isPhone(row) && phoneKey(row.value) === key);
}

/** Whether the row is a phone in either form. */
export function isPhone({ kind }: AddressRow): boolean {
  return kind === "phone" || kind === "wa_id";
}

/**
 * N6, when several customers fit: WhatsApp's own id verbatim, then the number verbatim, then its variants; among equals
 * who wrote last, then who is known longest.
 */
export function choosePhone(
  rows: readonly AddressRow[],
  waId: string,
  known: KnownIdentities,
): AddressRow | null {
  const ranked = rows.toSorted(
    (a, b) =>
      closeness(a, waId) - closeness(b, waId) ||
      lastWroteAt(b, known) - lastWroteAt(a, known) ||
      createdAt(a, known) - createdAt(b, known) ||
      (a.id < b.id ? -1 : 1),
  );
  return ranked[0] ?? null;
}

/** When WhatsApp last proved that the phone of this row belongs to its identity; what was only typed proves nothing. */
export function provenAt(row: AddressRow, known: KnownIdentities): Instant {
  const identity = known.identities.find(({ id }) => id === row.identityId);
  const wroteWith = identity?.lastInboundWaId ?? null;
  const wroteAt =
    wroteWith !== null && phoneKey(wroteWith) === phoneKey(row.value)
      ? (identity?.lastInboundAt ?? null)
      : null;
  return Math.max(
    wroteAt ?? Number.NEGATIVE_INFINITY,
    row.kind === "wa_id" ? row.validFrom : Number.NEGATIVE_INFINITY,
  );
}

function closeness(row: AddressRow, waId: string): number {
  if (row.value.replace(/^\+/, "") !== waId) {
    return 2;
  }
  return row.kind === "wa_id" ? 0 : 1;
}

function lastWroteAt(row: AddressRow, known: KnownIdentities): Instant {
  const at = known.customers.find(({ id }) => id === row.customerId)?.lastWroteAt ?? null;
  return at ?? 0;
}

function createdAt(row: AddressRow, known: KnownIdentities): Instant {
  return known.customers.find(({ id }) => id === row.customerId)?.createdAt ?? 0;
}
